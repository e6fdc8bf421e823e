import { Button } from 'antd'
import { useParams } from 'react-router'
import { z } from 'zod'
import { fen } from '../../../kernel/money.ts'
import { listBatches, viewBatch } from '../../../modules/exchange/contract.ts'
import { listImports } from '../../../modules/exchange/contract-imports.ts'
import {
  listWithdrawals,
  viewWithdrawal,
  withdrawFile,
} from '../../../modules/exchange/contract-withdrawals.ts'
import type {
  Follows,
  Withdrawal,
  WithdrawalSum,
} from '../../../modules/exchange/contract-withdrawals.ts'
import { withdrawalSums } from '../labels.ts'
import { Icon } from '../parts/icon.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayInstant, sayWorkdays } from '../parts/say.ts'
import { NotFound } from '../parts/states.tsx'
import { useWatch } from '../read.ts'
import { useAction } from '../use-action.ts'
import { WithdrawProgress } from './withdraw-progress.tsx'

const Address = z.object({ fileId: z.uuid() })

/** So many lines take longer to be taken back than anybody waits without being told. */
const manyLines = 50_000

export function WithdrawPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一个文件。" />
  return <Withdraw fileId={address.data.fileId} />
}

/** Asked once before a committed file is taken back: what will follow. Then how it goes, and what came of it. */
function Withdraw({ fileId }: { fileId: string }) {
  const what = useWatch(viewWithdrawal, { params: { fileId } }, ({ state }) =>
    state === 'withdrawing' ? 500 : false,
  )
  return (
    <Page
      title={`撤回 ${what.file}`}
      crumb={[
        { to: '/import', text: '导入' },
        { to: '/import/log', text: '导入记录' },
      ]}
      crumbEnd="撤回"
      why="撤回后，这个文件的行不再计入台账；被它替代过的行重新计入。文件本身仍留存，可以再次放入。"
    >
      <Stage what={what} />
    </Page>
  )
}

function Stage({ what }: { what: Withdrawal }) {
  if (what.state === 'withdrawn') return <Done what={what} />
  if (what.state === 'withdrawing' && what.asked !== null) {
    return <WithdrawProgress fileId={what.fileId} asked={what.asked} />
  }
  return <Ask what={what} />
}

function Done({ what }: { what: Withdrawal }) {
  const { withdrawn } = what
  const lines = withdrawn?.lines ?? 0
  return (
    <Card label="撤回的结果">
      <div className="verdict calm" role="status">
        <Icon name="tick" />
        <h2>{lines === 0 ? '已撤回' : `已撤回，${sayCount(lines)} 行不再计入`}</h2>
        <p>
          {withdrawn !== null && `${withdrawn.by ?? '未记录'} ${sayInstant(withdrawn.at)} 撤回。`}
          台账和预警已同时更新；文件仍留存，可以再次放入。
        </p>
        <div className="buttons">
          <DistrictLink className="step-link" to={`/import/${what.batchId}`}>
            看这一批
          </DistrictLink>
          <DistrictLink className="step-link" to="/import/log">
            导入记录
          </DistrictLink>
        </div>
      </div>
    </Card>
  )
}

function Ask({ what }: { what: Withdrawal }) {
  const { refusal, follows, fileId } = what
  const withdraw = useAction(withdrawFile, {
    refresh: [viewWithdrawal, viewBatch, listBatches, listImports, listWithdrawals],
  })
  const lines = follows?.lines ?? 0
  return (
    <Card label="撤回会怎样">
      <LastTime what={what} />
      {refusal !== null && (
        <div className="verdict">
          <Icon name="lock" />
          <h2>不能撤回</h2>
          <p>{refusal}</p>
        </div>
      )}
      {follows !== null && <FollowsOf follows={follows} />}
      <div className="body above">
        <Button
          danger
          type="primary"
          disabled={refusal !== null}
          title={refusal ?? undefined}
          loading={withdraw.running}
          onClick={() => withdraw.run({ params: { fileId } })}
        >
          {lines === 0 ? '撤回' : `撤回 ${sayCount(lines)} 行`}
        </Button>{' '}
        <DistrictLink className="step-link" to="/import/log">
          不撤回
        </DistrictLink>
        <p className="small third above">
          谁在什么时候撤回，会记在审计和项目历程里。
          {lines > manyLines && '行数很多，要一会儿；可以看着进度，也可以中途叫停。'}
        </p>
      </div>
    </Card>
  )
}

/** What came of it when it was asked for before. */
function LastTime({ what: { asked } }: { what: Withdrawal }) {
  if (asked === null) return null
  if (asked.state === 'refused') {
    return (
      <div className="verdict" role="status">
        <Icon name="lock" />
        <h2>没有撤成</h2>
        <p>
          {asked.refusal}（{asked.by} {sayInstant(asked.endedAt ?? asked.at)}）
        </p>
      </div>
    )
  }
  if (asked.state !== 'cancelled') return null
  return (
    <p className="notice flush" role="status">
      <span>
        撤回已停下，这个文件照旧计入（{asked.cancelledBy} {sayInstant(asked.endedAt ?? asked.at)}
        ）。
      </span>
    </p>
  )
}

function FollowsOf({ follows }: { follows: Follows }) {
  const { lines, revived, workers, sums } = follows
  const { workdaysBeforeHundredths: before, workdaysAfterHundredths: after } = follows
  if (lines === 0) {
    return <p className="body">这个文件没有行计入台账；撤回后只是不再留着等待转入。</p>
  }
  return (
    <>
      <dl className="facts">
        <Fact
          name="不再计入"
          value={`${sayCount(lines)} 行`}
          note={workers === 0 ? '没有说到工人' : `说到 ${sayCount(workers)} 人`}
        />
        <Fact
          name="重新计入"
          value={`${sayCount(revived)} 行`}
          note={revived === 0 ? '没有被它替代的行' : '被它替代或与它相同的行'}
        />
        {before + after > 0 && (
          <Fact name="工日" value={`${sayWorkdays(before)} → ${sayWorkdays(after)}`} />
        )}
      </dl>
      {sums.length > 0 && (
        <ListTable label="撤回前后的金额" columns={columns} rows={sums} rowKey={(sum) => sum.of} />
      )}
    </>
  )
}

/** What of a sum is its lines' now, and what the lines in their place make of it. */
const columns: Column<WithdrawalSum>[] = [
  { key: 'of', title: '金额', phone: 'first', cell: ({ of }) => withdrawalSums[of] },
  {
    key: 'before',
    title: '现在（元）',
    align: 'right',
    phone: 'last',
    cell: ({ beforeFen }) => <Money fen={fen(beforeFen)} />,
  },
  {
    key: 'after',
    title: '撤回后（元）',
    align: 'right',
    phone: 'last',
    cell: ({ afterFen }) => <Money fen={fen(afterFen)} />,
  },
]

function Fact(props: { name: string; value: React.ReactNode; note?: string }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        {props.value}
        {props.note !== undefined && <span className="under">{props.note}</span>}
      </dd>
    </div>
  )
}
