import { Segmented } from 'antd'
import { useState } from 'react'
import { listIn } from '../../../modules/exports/contract.ts'
import { type RoundPage, type Share, viewRound } from '../../../modules/screening/contract.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { type Column, ListTable } from '../parts/list-table.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { RateBar } from './screening.tsx'

type Way = 'towns' | 'departments' | 'kinds'

const ways: { value: Way; label: string }[] = [
  { value: 'towns', label: '按镇街' },
  { value: 'departments', label: '按行业' },
  { value: 'kinds', label: '按建设单位性质' },
]

/** The screening rate by town, by industry, by owner's kind; every figure opens its rows. */
export function SharesCard({ round }: { round: RoundPage }) {
  const [way, setWay] = useState<Way>('towns')
  return (
    <Card
      title="排查率"
      note="已排查 ÷ 已知（在建、停工、完工未付清）"
      aside={<ExportButton list={listIn(viewRound, way)} params={{ roundId: round.id }} small />}
    >
      <div className="filters">
        <Segmented
          aria-label="怎样分"
          options={ways}
          value={way}
          onChange={(chosen) => setWay(chosen)}
        />
      </div>
      <ListTable
        label="排查率"
        columns={columns}
        rows={[...round[way], round.all]}
        rowKey={(row) => row.key}
      />
    </Card>
  )
}

function linked(of: Share['known']) {
  if (of.value === 0) return <span className="third">0</span>
  return <DistrictLink to={of.rows}>{sayCount(of.value)}</DistrictLink>
}

const columns: Column<Share>[] = [
  { key: 'name', title: '范围', phone: 'first', cell: (row) => row.name },
  {
    key: 'rate',
    title: '排查率',
    phone: 'more',
    cell: ({ rate, screened, known }) => (
      <RateBar rate={rate} screened={screened.value} known={known.value} />
    ),
  },
  ...(
    [
      ['known', '已知'],
      ['screened', '已排查'],
      ['couldNot', '未能排查'],
      ['waiting', '未排查'],
      ['missed', '漏查'],
      ['unlisted', '未列入'],
      ['found', '发现问题'],
    ] as const
  ).map(([key, title]): Column<Share> => ({
    key,
    title,
    align: 'right',
    phone: 'last',
    cell: (row) => linked(row[key]),
  })),
]
