import { listRounds, makeRound, type RoundRow } from '../../../modules/screening/contract.ts'
import { rateText } from '../../../modules/screening/rules/rate.ts'
import type { RoundState } from '../../../modules/screening/rules/round.ts'
import { roundStateNames } from '../../../modules/screening/words.ts'
import { useDistrict } from '../district.ts'
import { Chip, type ChipTone } from '../parts/chips.tsx'
import { Due } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { type Column, ListTable } from '../parts/list-table.tsx'
import { Count } from '../parts/money.tsx'
import { Card, DistrictLink, MainLink, Page } from '../parts/page.tsx'
import { sayDay } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAfter, usePaging } from '../use-address.ts'

const tones: Record<RoundState, ChipTone> = {
  draft: 'unconfirmed',
  open: 'accent',
  closed: 'plain',
}

export function RoundStateChip({ state }: { state: RoundState }) {
  return <Chip tone={tones[state]}>{roundStateNames[state]}</Chip>
}

/** Screened of known, as a bar with its words. */
export function RateBar(props: Pick<RoundRow['counts'], 'screened' | 'known' | 'rate'>) {
  const { screened, known, rate } = props
  const share = known === 0 ? 0 : (screened / known) * 100
  return (
    <span className="rate">
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${share}%` }} />
      </span>
      {rateText(rate)}
      <span className="third">
        {' '}
        {screened}/{known}
      </span>
    </span>
  )
}

export function ScreeningPage() {
  const district = useDistrict()
  const { roles } = useMe()
  const list = useRead(listRounds, { query: { ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 个轮次，新的在前`)
  const make = mayCall(makeRound, roles) && <MainLink to="/screening/new">新建轮次</MainLink>
  return (
    <Page
      title="排查"
      why="每个轮次有期限和清单，逐个项目到现场看过、报过才算排查。"
      actions={
        <>
          <ExportButton list={listRounds} />
          {make}
        </>
      }
    >
      <Card label="排查轮次">
        <ListTable
          label="排查轮次"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => `/d/${district}/screening/${row.id}`}
          paging={paging}
          empty={
            <EmptyState title="还没有排查轮次" action={make || undefined}>
              治欠办定出期限和范围，清单按在建、停工和完工未付清的项目自动列出，发给镇街和部门。
            </EmptyState>
          }
        />
      </Card>
    </Page>
  )
}

const columns: Column<RoundRow>[] = [
  {
    key: 'title',
    title: '轮次',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/screening/${row.id}`}>{row.title}</DistrictLink>
        <span className="under">{row.madeByName}建</span>
      </>
    ),
  },
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (row) => <RoundStateChip state={row.state} />,
  },
  {
    key: 'period',
    title: '期间',
    phone: 'more',
    cell: (row) => (
      <>
        <span className="unbroken">
          {sayDay(row.beginsOn)}—{sayDay(row.endsOn)}
        </span>{' '}
        {row.state === 'open' && <Due on={row.endsOn} />}
      </>
    ),
  },
  {
    key: 'rate',
    title: '排查率',
    phone: 'more',
    cell: (row) => <RateBar {...row.counts} />,
  },
  {
    key: 'left',
    title: '未排查',
    align: 'right',
    phone: 'last',
    cell: (row) => <Count of={row.counts.waiting} />,
  },
  {
    key: 'missed',
    title: '漏查',
    align: 'right',
    phone: 'last',
    cell: (row) => <Count of={row.counts.missed} />,
  },
  {
    key: 'found',
    title: '发现问题',
    align: 'right',
    phone: 'last',
    cell: (row) => <Count of={row.counts.found} />,
  },
]
