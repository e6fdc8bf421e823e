import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import {
  listOwners,
  type OwnerRow,
  type RoundPage,
  urgeOwners,
} from '../../../modules/screening/contract.ts'
import { screeningRate } from '../../../modules/screening/rules/rate.ts'
import { whyNotUrge } from '../../../modules/screening/rules/round.ts'
import { screeningWords } from '../../../modules/screening/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { type Column, ListTable } from '../parts/list-table.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { screeningReads } from './screening-reads.ts'
import { RateBar } from './screening.tsx'

const keyOf = ({ owner }: OwnerRow) => `${owner.role}.${owner.place ?? ''}`

/** Who has reported, and who has not; those with most left first. Several are urged in one go. */
export function OwnersCard({ round }: { round: RoundPage }) {
  const { roles } = useMe()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [onlyLeft, setOnlyLeft] = useState(false)
  const mayUrge = mayCall(urgeOwners, roles) && round.state === 'open'
  const left = round.owners.filter(({ hasReported }) => !hasReported)
  const rows = onlyLeft ? left : round.owners
  const toggle = (key: string) =>
    setChosen((now) => {
      const next = new Set(now)
      if (!next.delete(key)) next.add(key)
      return next
    })
  return (
    <Card
      title="承办岗位"
      note={`${left.length} 个还没有报齐`}
      aside={<ExportButton list={listOwners} params={{ roundId: round.id }} small />}
    >
      <div className="filters">
        <button
          type="button"
          className="level-filter"
          aria-pressed={onlyLeft}
          onClick={() => setOnlyLeft(!onlyLeft)}
        >
          <Chip tone={onlyLeft ? 'accent' : 'plain'}>没有报齐 {sayCount(left.length)}</Chip>
        </button>
      </div>
      {mayUrge && round.owners.length > 0 && (
        <div className="batch-bar">
          <Urge
            round={round}
            owners={round.owners.filter((row) => chosen.has(keyOf(row)))}
            chooseLeft={() =>
              setChosen(new Set(left.filter(({ waiting }) => waiting.value > 0).map(keyOf)))
            }
            done={() => setChosen(new Set())}
          />
        </div>
      )}
      <ListTable
        label="承办岗位"
        columns={columnsOf(round, mayUrge ? { chosen, toggle } : null)}
        rows={rows}
        rowKey={keyOf}
        empty={<p className="body third">没有要列的岗位。</p>}
      />
    </Card>
  )
}

function Urge(props: {
  round: RoundPage
  owners: readonly OwnerRow[]
  chooseLeft: () => void
  done: () => void
}) {
  const { round, owners, chooseLeft, done } = props
  const { notification } = App.useApp()
  const urge = useAction(urgeOwners, {
    refresh: screeningReads,
    done: ({ urged, left }) => {
      notification.success({
        title: `已催办 ${urged} 个岗位`,
        description: left > 0 ? `${left} 个没有催：已经排查完，或者是您自己的岗位。` : undefined,
      })
      done()
    },
  })
  const refusal = whyNotUrge(round)
  if (owners.length === 0) {
    return (
      <Button size="small" onClick={chooseLeft}>
        全选还有未排查的
      </Button>
    )
  }
  return (
    <div className="buttons">
      <b>已选 {owners.length} 个岗位</b>
      <Button
        size="small"
        type="primary"
        loading={urge.running}
        disabled={refusal !== null}
        title={refusal === null ? undefined : sentence(screeningWords, refusal.code)}
        onClick={() =>
          urge.run({
            params: { roundId: round.id },
            body: { owners: owners.map(({ owner }) => owner), words: '' },
          })
        }
      >
        催办 {owners.length} 个
      </Button>
      <button type="button" className="plain-button" onClick={done}>
        取消选择
      </button>
    </div>
  )
}

function Linked({ of }: { of: OwnerRow['items'] }) {
  if (of.value === 0) return <span className="third">0</span>
  return <DistrictLink to={of.rows}>{sayCount(of.value)}</DistrictLink>
}

type Choosing = { chosen: ReadonlySet<string>; toggle: (key: string) => void } | null

function columnsOf(round: RoundPage, choose: Choosing): Column<OwnerRow>[] {
  return [
    {
      key: 'owner',
      title: '岗位',
      phone: 'first',
      cell: (row) => (
        <>
          {choose !== null && (
            <Checkbox
              className="row-box"
              aria-label={`选中 ${row.ownerName}`}
              checked={choose.chosen.has(keyOf(row))}
              onChange={() => choose.toggle(keyOf(row))}
            />
          )}
          <DistrictLink to={row.items.rows}>{row.ownerName}</DistrictLink>{' '}
          {row.isUnowned && <Chip tone="bad">无人承办</Chip>}
        </>
      ),
    },
    {
      key: 'rate',
      title: '已排查',
      phone: 'more',
      cell: (row) => <RateBar {...countsOf(row)} />,
    },
    {
      key: 'waiting',
      title: '未排查',
      align: 'right',
      phone: 'last',
      cell: (row) => <Linked of={row.waiting} />,
    },
    {
      key: 'could-not',
      title: '未能排查',
      align: 'right',
      phone: 'last',
      cell: (row) => <Linked of={row.couldNot} />,
    },
    {
      key: 'missed',
      title: '漏查',
      align: 'right',
      phone: 'last',
      cell: (row) => <Linked of={row.missed} />,
    },
    {
      key: 'found',
      title: '发现问题',
      align: 'right',
      phone: 'last',
      cell: (row) => <Linked of={row.found} />,
    },
    {
      key: 'reported',
      title: '报告',
      phone: 'last',
      cell: (row) => <ReportedCell row={row} round={round} />,
    },
  ]
}

function countsOf(row: OwnerRow) {
  const known = row.items.value
  const screened = row.screened.value
  const rate = screeningRate(screened, known)
  return { known, screened, rate }
}

function ReportedCell({ row, round }: { row: OwnerRow; round: RoundPage }) {
  if (round.state === 'draft') return <span className="third">未发出</span>
  return (
    <>
      <Chip tone={row.hasReported ? 'done' : 'plain'}>
        {row.hasReported ? '✓ 已报齐' : '未报齐'}
      </Chip>
      <span className="under">
        {round.zeroRhythm !== 'round' && `${row.reported}/${row.periods} 期 `}
        {row.zeroSaid > 0 && `零报告 ${row.zeroSaid} 次 `}
        {row.lastReportOn !== null && (
          <>
            最近 <Day on={row.lastReportOn} />{' '}
          </>
        )}
        {row.urged > 0 && `催办 ${row.urged} 次`}
      </span>
    </>
  )
}
