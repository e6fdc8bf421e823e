import { App, Button } from 'antd'
import { useParams } from 'react-router'
import { sentence } from '../../../kernel/words.ts'
import {
  addProjects,
  changeRound,
  closeRound,
  listItems,
  moveEnd,
  openRound,
  type RoundPage,
  viewRound,
} from '../../../modules/screening/contract.ts'
import { viewMine } from '../../../modules/screening/contract-reports.ts'
import { rateText } from '../../../modules/screening/rules/rate.ts'
import { whyNotOpen } from '../../../modules/screening/rules/round.ts'
import { screeningWords, zeroRhythmNames } from '../../../modules/screening/words.ts'
import { today } from '../clock.ts'
import { Due } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Card, DistrictLink, FactsStrip, MainLink, Page, type Fact } from '../parts/page.tsx'
import { sayCount, sayDay, sayInstant } from '../parts/say.ts'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { MoveEndButton } from './screening-move-end.tsx'
import { OwnersCard } from './screening-owners.tsx'
import { screeningReads } from './screening-reads.ts'
import { SharesCard } from './screening-shares.tsx'
import { RoundStateChip } from './screening.tsx'

export function ScreeningRoundPage() {
  const roundId = useParams()['roundId'] ?? ''
  const round = useRead(viewRound, { params: { roundId } })
  const { all } = round
  return (
    <Page
      title={round.title}
      crumb={[{ to: '/screening', text: '排查' }]}
      crumbEnd={round.title}
      chips={<RoundStateChip state={round.state} />}
      why={
        <>
          {sayDay(round.beginsOn)}至{sayDay(round.endsOn)}
          {round.state === 'open' && (
            <>
              ，<Due on={round.endsOn} />
            </>
          )}
          。已知 {sayCount(all.known.value)} 个，已排查 {sayCount(all.screened.value)} 个。
        </>
      }
      actions={<Actions round={round} />}
    >
      <FactsStrip facts={factsOf(round)} />
      <div className="stack">
        <OwnersCard round={round} />
        <SharesCard round={round} />
        <EventsCard round={round} />
      </div>
    </Page>
  )
}

function factsOf(round: RoundPage): Fact[] {
  const { all, foundProjects } = round
  const figure = ({ value, rows }: RoundPage['foundProjects']) => (
    <DistrictLink to={rows}>{sayCount(value)}</DistrictLink>
  )
  const reported = round.owners.filter(({ hasReported }) => hasReported).length
  return [
    {
      label: '排查率',
      value: rateText(all.rate),
      note: `${sayCount(all.screened.value)}/${sayCount(all.known.value)} 个已知项目`,
    },
    { label: '未排查', value: figure(all.waiting), note: '清单上还没有人报的' },
    { label: '漏查', value: figure(all.missed), note: '截止日已过或轮次结束时仍未排查' },
    { label: '未能排查', value: figure(all.couldNot), note: '去过，没有看成' },
    { label: '发现问题', value: figure(all.found) },
    { label: '未列入清单', value: figure(all.unlisted), note: '在范围内，后来才登记的' },
    { label: '名单外项目', value: figure(foundProjects), note: '现场发现的' },
    {
      label: '报齐的岗位',
      value: `${reported}/${round.owners.length}`,
      note: `零报告：${zeroRhythmNames[round.zeroRhythm]}`,
    },
  ]
}

function Actions({ round }: { round: RoundPage }) {
  const { roles } = useMe()
  const isMine = round.owners.some((one) => one.isMine)
  return (
    <>
      <ExportButton list={listItems} params={{ roundId: round.id }} of="明细" />
      {isMine && round.state === 'open' && mayCall(viewMine, roles) && (
        <MainLink to={`/screening/${round.id}/phone`}>用手机排查</MainLink>
      )}
      {mayCall(changeRound, roles) && round.state === 'draft' && (
        <DistrictLink className="step-link" to={`/screening/${round.id}/edit`}>
          改条件
        </DistrictLink>
      )}
      {mayCall(openRound, roles) && round.state === 'draft' && <OpenButton round={round} />}
      {mayCall(addProjects, roles) && round.state === 'open' && <AddButton round={round} />}
      {mayCall(moveEnd, roles) && round.state === 'open' && <MoveEndButton round={round} />}
      {mayCall(closeRound, roles) && round.state === 'open' && <CloseButton round={round} />}
    </>
  )
}

/** Served on others: it is asked once more, with whom and how many. */
function OpenButton({ round }: { round: RoundPage }) {
  const { modal } = App.useApp()
  const open = useAction(openRound, { refresh: screeningReads })
  const items = round.owners.reduce((sum, owner) => sum + owner.items.value, 0)
  const refusal = whyNotOpen({ ...round, items }, today())
  const verb = `发给 ${round.owners.length} 个岗位`
  const ask = () =>
    modal.confirm({
      title: `发出「${round.title}」？`,
      content: `清单上 ${items} 个项目，${round.owners.length} 个岗位各收到一条消息和一件任务，${sayDay(round.endsOn)}前排查完。发出后条件不能再改。`,
      okText: verb,
      onOk: () => open.run({ params: { roundId: round.id }, body: { version: round.version } }),
    })
  return (
    <Button
      type="primary"
      loading={open.running}
      disabled={refusal !== null}
      title={refusal === null ? undefined : sentence(screeningWords, refusal.code, refusal.values)}
      onClick={() => void ask()}
    >
      {verb}
    </Button>
  )
}

function AddButton({ round }: { round: RoundPage }) {
  const { notification } = App.useApp()
  const add = useAction(addProjects, {
    refresh: screeningReads,
    done: ({ added }) => notification.success({ title: `列入 ${added} 个项目` }),
  })
  const count = round.all.unlisted.value
  if (count === 0) return null
  const body = { codes: [], allUnlisted: true, why: '' }
  return (
    <Button loading={add.running} onClick={() => add.run({ params: { roundId: round.id }, body })}>
      列入 {sayCount(count)} 个新登记的
    </Button>
  )
}

function CloseButton({ round }: { round: RoundPage }) {
  const { modal } = App.useApp()
  const close = useAction(closeRound, { refresh: screeningReads })
  const left = round.all.waiting.value
  const ask = () =>
    modal.confirm({
      title: `结束「${round.title}」？`,
      content:
        left === 0
          ? '清单上的项目都有报告。结束后再送来的报告只留存，不计入排查率。'
          : `还有 ${left} 个项目没有排查，结束后列为漏查，并通知承办岗位。结束后再送来的报告只留存，不计入排查率。`,
      okText: '结束轮次',
      onOk: () => close.run({ params: { roundId: round.id }, body: { version: round.version } }),
    })
  return (
    <Button loading={close.running} onClick={() => void ask()}>
      结束轮次
    </Button>
  )
}

function EventsCard({ round }: { round: RoundPage }) {
  return (
    <Card title="经过" note="新的在前">
      <ul className="body lines">
        {round.events.map((event) => (
          <li key={event.id}>
            {event.message}
            <span className="under">
              {sayInstant(event.at)} {event.actorName}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
