import { Link } from 'react-router'
import type { PhoneItem } from '../../../modules/screening/contract-reports.ts'
import { itemStateNames, roundStateNames } from '../../../modules/screening/words.ts'
import { useDistrict } from '../district.ts'
import type { Outgoing } from '../offline/phone-store.ts'
import { useOutgoing } from '../offline/use-outgoing.ts'
import { sayDay } from '../parts/say.ts'
import { OutgoingLine, PhoneFrame, useRoundId, useTakenAlong } from './screening-phone-frame.tsx'
import { FoundForm, ZeroForm } from './screening-phone-says.tsx'
export { PhoneItemPage } from './screening-phone-item.tsx'

/** What a post has to look at in a round, as its phone has it. */
export function PhoneListPage() {
  const district = useDistrict()
  const roundId = useRoundId()
  const { round, problem } = useTakenAlong(district, roundId)
  const { all, sending } = useOutgoing()
  const ofRound = all.filter((one) => one.roundId === roundId)
  const found = ofRound.filter(({ kind }) => kind === 'found')
  return (
    <PhoneFrame title={round?.title ?? '排查'} round={round} problem={problem}>
      {round !== null && (
        <>
          <p className="second">
            {sayDay(round.beginsOn)}至{sayDay(round.endsOn)} · {roundStateNames[round.state]} ·{' '}
            {round.owners.map(({ ownerName }) => ownerName).join('、')}
          </p>
          <Left items={round.items} outgoing={ofRound} />
          <ul className="items">
            {round.items.map((item) => (
              <li key={item.itemId}>
                <ItemLink
                  item={item}
                  to={`/d/${district}/screening/${roundId}/${item.itemId}`}
                  outgoing={lastOf(ofRound, item.itemId)}
                />
              </li>
            ))}
          </ul>
          {round.items.length === 0 && <p>您的岗位在这个轮次没有要排查的项目。</p>}
          {found.map((one) => (
            <div key={one.submissionId}>
              <p className="second">名单外项目：{one.title}</p>
              <OutgoingLine outgoing={one} sending={sending} />
            </div>
          ))}
          {round.state === 'open' && (
            <>
              <FoundForm round={round} district={district} />
              <ZeroForm round={round} district={district} />
            </>
          )}
        </>
      )}
    </PhoneFrame>
  )
}

function lastOf(outgoing: readonly Outgoing[], itemId: string): Outgoing | null {
  return outgoing.findLast((one) => one.kind === 'report' && one.itemId === itemId) ?? null
}

function Left({ items, outgoing }: { items: readonly PhoneItem[]; outgoing: readonly Outgoing[] }) {
  const left = items.filter(
    ({ state, itemId }) => state === 'waiting' && lastOf(outgoing, itemId)?.state !== 'sent',
  ).length
  const kept = outgoing.filter(({ state }) => state === 'waiting').length
  return (
    <p className="headline" role="status">
      还有 {left} 个没有排查，共 {items.length} 个{kept > 0 && `；${kept} 份存在手机，等网络`}
    </p>
  )
}

function ItemLink(props: { item: PhoneItem; to: string; outgoing: Outgoing | null }) {
  const { item, outgoing } = props
  const isKept = outgoing !== null && outgoing.state !== 'sent'
  const isSent = outgoing?.state === 'sent'
  const state = isKept
    ? outgoing.state === 'refused'
      ? '没有收下'
      : '已存在手机'
    : isSent && item.state === 'waiting'
      ? '已送出'
      : item.isMissed
        ? '漏查'
        : itemStateNames[item.state]
  const isOpen = item.state === 'waiting' && !isSent && !isKept
  return (
    <Link to={props.to} className="item">
      <b>{item.name}</b>
      <span className={isOpen ? 'stand open' : 'stand'}>{state}</span>
      <span className="second">
        {[item.townName, item.place].filter((one) => one !== null).join(' · ')}
      </span>
    </Link>
  )
}
