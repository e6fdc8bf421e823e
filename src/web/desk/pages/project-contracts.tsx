import { Button } from 'antd'
import { useState } from 'react'
import {
  addContract,
  listContracts,
  withdrawContract,
} from '../../../modules/safeguards/contract-contracts.ts'
import type {
  Contract,
  ProjectContracts as Reply,
} from '../../../modules/safeguards/contract-contracts.ts'
import { handInContract } from '../../../modules/safeguards/contract-hand-ins.ts'
import { downloadPaper } from '../../../modules/safeguards/contract.ts'
import { contractKinds } from '../../../modules/safeguards/words.ts'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { Card } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayInstant } from '../parts/say.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useDownload } from '../use-download.ts'
import { ContractForm } from './contract-form.tsx'
import { Findings } from './project-findings.tsx'
import { safeguardReads } from './project-reads.ts'
import { ReasonForm } from './safeguard-forms.tsx'

/** The contracts of a project with their sums, each with what is odd about it and what became of it. */
export function ProjectContracts({ code }: { code: string }) {
  return (
    <Card title="合同和金额" note="总包、分包、劳务">
      <Part of={listContracts} input={{ params: { code } }} heights={[36, 36]}>
        {(reply) => <Contracts reply={reply} code={code} />}
      </Part>
    </Card>
  )
}

type Acting = 'add' | { readonly amend: Contract } | { readonly withdraw: Contract } | null

function Contracts({ reply, code }: { reply: Reply; code: string }) {
  const { roles } = useMe()
  const [acting, setActing] = useState<Acting>(null)
  const may = mayCall(addContract, roles)
  const handsIn = !may && mayCall(handInContract, roles)
  const close = () => setActing(null)
  const lacks =
    reply.parties.length < 2 ? '合同要有甲乙两方：请先登记两家以上的参建单位。' : undefined
  return (
    <>
      <div className="filters">
        <span className="at-end buttons">
          {(may || handsIn) && (
            <Button
              size="small"
              disabled={lacks !== undefined}
              title={lacks}
              onClick={() => setActing(acting === 'add' ? null : 'add')}
            >
              {handsIn ? '报送合同' : '登记合同'}
            </Button>
          )}
          <ExportButton small of="合同" list={listContracts} params={{ code }} />
        </span>
      </div>
      {acting === 'add' && (
        <ContractForm code={code} reply={reply} contract={null} handsIn={handsIn} close={close} />
      )}
      {reply.rows.length === 0 ? (
        <p className="body second">
          还没有登记合同。登记总承包合同后，专用账户和保证金的应办日期、人工费用的拨付周期按它算。
        </p>
      ) : (
        <ListTable
          label="合同"
          columns={columnsFor(code, may ? setActing : null)}
          rows={reply.rows}
          rowKey={({ id }) => id}
        />
      )}
      {acting !== null && acting !== 'add' && 'amend' in acting && (
        <ContractForm
          key={acting.amend.id}
          code={code}
          reply={reply}
          contract={acting.amend}
          close={close}
        />
      )}
      {acting !== null && acting !== 'add' && 'withdraw' in acting && (
        <Withdraw key={acting.withdraw.id} code={code} contract={acting.withdraw} close={close} />
      )}
    </>
  )
}

function Withdraw(props: { code: string; contract: Contract; close: () => void }) {
  const { code, contract } = props
  const withdraw = useAction(withdrawContract, { refresh: safeguardReads, done: props.close })
  return (
    <ReasonForm
      id={`contract-${contract.id}`}
      label={`作废合同 ${contract.number ?? ''}`}
      says={`作废${contractKinds[contract.kind]} ${contract.number ?? '（没有编号）'}：不再计入，经过里留着。`}
      verb="作废"
      running={withdraw.running}
      send={(why) =>
        withdraw.run({
          params: { code, contractId: contract.id },
          body: { version: contract.version, why },
        })
      }
      close={props.close}
    />
  )
}

function columnsFor(code: string, act: ((acting: Acting) => void) | null): Column<Contract>[] {
  const named: Column<Contract> = {
    key: 'kind',
    title: '合同',
    phone: 'first',
    cell: (row) => (
      <>
        {contractKinds[row.kind]}
        <span className="under">{row.number ?? '没有编号'}</span>
        <Paper code={code} contract={row} />
      </>
    ),
  }
  return act === null ? [named, ...columns] : [named, ...columns, actColumn(act)]
}

const columns: Column<Contract>[] = [
  {
    key: 'parties',
    title: '甲方和乙方',
    phone: 'more',
    cell: (row) => (
      <>
        {row.partyAName}
        <span className="under">{row.partyBName}</span>
        <Findings findings={row.findings} />
      </>
    ),
  },
  {
    key: 'sum',
    title: '金额（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => <Money fen={row.sumFen} />,
  },
  {
    key: 'days',
    title: '签订和起止',
    phone: 'more',
    cell: (row) => (
      <>
        <Day on={row.signedOn} />
        <span className="under">
          <Day on={row.beginsOn} /> 至 <Day on={row.endsOn} />
        </span>
      </>
    ),
  },
  { key: 'cost', title: '人工费用', phone: 'last', cell: (row) => <LabourCost contract={row} /> },
  { key: 'events', title: '经过', phone: 'last', cell: (row) => <Events contract={row} /> },
]

function actColumn(act: (acting: Acting) => void): Column<Contract> {
  return {
    key: 'act',
    title: '操作',
    phone: 'last',
    cell: (row) => (
      <span className="buttons">
        <Button
          size="small"
          aria-label={`修改合同 ${row.number ?? contractKinds[row.kind]}`}
          onClick={() => act({ amend: row })}
        >
          修改
        </Button>
        <Button
          size="small"
          aria-label={`作废合同 ${row.number ?? contractKinds[row.kind]}`}
          onClick={() => act({ withdraw: row })}
        >
          作废
        </Button>
      </span>
    ),
  }
}

function Paper({ code, contract: { paper } }: { code: string; contract: Contract }) {
  const download = useDownload(downloadPaper)
  if (paper === null) return null
  return (
    <button
      type="button"
      className="plain-button as-link"
      onClick={() => download.run({ params: { code, paperId: paper.id } })}
    >
      <Icon name="file" />
      {paper.name}
    </button>
  )
}

function LabourCost({ contract }: { contract: Contract }) {
  const { cycleMonths, transferDay, ratioBasisPoints } = contract
  if (cycleMonths === null && ratioBasisPoints === null) {
    return <span className="third">没有写</span>
  }
  return (
    <>
      {cycleMonths === null ? '周期没有写' : cycleMonths === 1 ? '每月' : `每 ${cycleMonths} 个月`}
      {transferDay !== null && ` ${transferDay} 日`}
      <span className="under">
        {ratioBasisPoints === null ? '比例没有写' : `${ratioBasisPoints / 100}%`}
      </span>
    </>
  )
}

/** The last thing that happened; the others are in the project's course and in the export. */
function Events({ contract }: { contract: Contract }) {
  const last = contract.events.at(-1)
  if (last === undefined) return null
  return (
    <>
      {last.message}
      <span className="under">
        {last.by} {sayInstant(last.at)}
        {contract.events.length > 1 && `，共 ${contract.events.length} 次`}
      </span>
    </>
  )
}
