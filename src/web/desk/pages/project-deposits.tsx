import type { PlainDate } from '../../../kernel/day.ts'
import { listProjectDeposits } from '../../../modules/deposits/contract.ts'
import type { Deposit, ProjectDeposits as Reply } from '../../../modules/deposits/contract.ts'
import { depositForms, depositStates } from '../../../modules/deposits/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money, Yuan } from '../parts/money.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { Source, useSourceNames } from '../parts/sources.tsx'
import type { NamedSources } from '../parts/sources.tsx'
import { EmptyState } from '../parts/states.tsx'

/** What secures the wages of a project, and until when. */
export function ProjectDeposits({ code }: { code: string }) {
  return (
    <Card title="工资保证金" note="按最近一份台账或清单所写">
      <Part of={listProjectDeposits} input={{ params: { code } }} heights={[36, 36]}>
        {(reply) => <Deposits reply={reply} code={code} />}
      </Part>
    </Card>
  )
}

function Deposits({ reply, code }: { reply: Reply; code: string }) {
  const names = useSourceNames(reply.deposits.map((one) => one.source))
  if (reply.deposits.length === 0) {
    return (
      <EmptyState
        title="还没有保证金的记录"
        action={<DistrictLink to="/import">导入台账</DistrictLink>}
      >
        保证金缴存台账或保函清单入账后，有效的金额和到期日列在这里。
      </EmptyState>
    )
  }
  return (
    <>
      <p className="body">
        {reply.standingFen === 0 ? (
          '没有有效的保证金或保函。'
        ) : (
          <>
            有效 <Yuan fen={reply.standingFen} />
            {reply.standsUntil !== null && (
              <>
                ，最晚到 <Day on={reply.standsUntil} /> <Due on={reply.standsUntil} />
              </>
            )}
            。
          </>
        )}
      </p>
      <div className="filters">
        <span className="at-end">
          <ExportButton small of="工资保证金" list={listProjectDeposits} params={{ code }} />
        </span>
      </div>
      <ListTable
        label="工资保证金"
        columns={[...columns, sourceColumn(names)]}
        rows={reply.deposits}
        rowKey={({ source }) => `${source.importId} ${source.sheet} ${source.row}`}
      />
    </>
  )
}

const columns: Column<Deposit>[] = [
  {
    key: 'form',
    title: '形式',
    phone: 'first',
    cell: (row) => (
      <>
        {depositForms[row.form]}
        <span className="under">{numberOf(row)}</span>
      </>
    ),
  },
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (row) => (
      <Chip tone={row.state === 'standing' ? 'done' : row.state === 'expired' ? 'bad' : 'plain'}>
        {depositStates[row.state]}
      </Chip>
    ),
  },
  {
    key: 'amount',
    title: '金额（元）',
    align: 'right',
    phone: 'more',
    cell: (row) => (row.form === 'exempt' ? '' : <Money fen={row.amountFen} />),
  },
  { key: 'issuer', title: '银行或出具机构', phone: 'more', cell: (row) => row.issuer ?? '未写' },
  { key: 'payer', title: '缴存单位', phone: 'last', cell: (row) => row.payer ?? '未写' },
  {
    key: 'days',
    title: '起止',
    phone: 'last',
    cell: (row) => <Days row={row} />,
  },
]

function sourceColumn(names: NamedSources): Column<Deposit> {
  return {
    key: 'source',
    title: '来源',
    phone: 'last',
    cell: (row) => <Source source={row.source} names={names} />,
  }
}

function numberOf({ letterNumber, account }: Deposit): string {
  if (letterNumber !== null) return `保函 ${letterNumber}`
  return account === null ? '' : `账号 ${account}`
}

function Days({ row }: { row: Deposit }) {
  if (row.returnedOn !== null) return <Said what="退还" on={row.returnedOn} />
  if (row.validTo !== null) {
    return (
      <>
        {row.validFrom !== null && (
          <>
            <Day on={row.validFrom} /> 至{' '}
          </>
        )}
        <Day on={row.validTo} />
      </>
    )
  }
  if (row.paidInOn !== null) return <Said what="缴存" on={row.paidInOn} />
  return <span className="third">未写</span>
}

function Said({ what, on }: { what: string; on: PlainDate }) {
  return (
    <>
      {what} <Day on={on} />
    </>
  )
}
