import { Button } from 'antd'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { listBatches, viewBatch } from '../../../modules/exchange/contract.ts'
import {
  listImports,
  viewWithdrawal,
  withdrawFile,
} from '../../../modules/exchange/contract-imports.ts'
import type { Withdrawal } from '../../../modules/exchange/contract-imports.ts'
import { useDistrict } from '../district.ts'
import { Icon } from '../parts/icon.tsx'
import { Yuan } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayWorkdays } from '../parts/say.ts'
import { NotFound } from '../parts/states.tsx'
import { fen } from '../../../kernel/money.ts'
import { useRead } from '../read.ts'
import { useAction } from '../use-action.ts'

const Address = z.object({ fileId: z.uuid() })

/** So many lines take longer to be taken back than anybody waits without being told. */
const manyLines = 50_000

export function WithdrawPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一个文件。" />
  return <Withdraw fileId={address.data.fileId} />
}

/** Asked once before a committed file is taken back: what will follow, in lines, people and money. */
function Withdraw({ fileId }: { fileId: string }) {
  const district = useDistrict()
  const navigate = useNavigate()
  const params = { fileId }
  const what = useRead(viewWithdrawal, { params })
  const withdraw = useAction(withdrawFile, {
    refresh: [viewWithdrawal, viewBatch, listBatches, listImports],
    done: () => void navigate(`/d/${district}/import/log`),
  })
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
      <Card label="撤回会怎样">
        {what.refusal === null ? (
          <Follows what={what} />
        ) : (
          <div className="verdict">
            <Icon name="lock" />
            <h2>不能撤回</h2>
            <p>{what.refusal}</p>
          </div>
        )}
        <div className="body above">
          <Button
            danger
            type="primary"
            disabled={what.refusal !== null}
            title={what.refusal ?? undefined}
            loading={withdraw.running}
            onClick={() => withdraw.run({ params })}
          >
            {what.lines === 0 ? '撤回' : `撤回 ${sayCount(what.lines)} 行`}
          </Button>{' '}
          <DistrictLink className="step-link" to="/import/log">
            不撤回
          </DistrictLink>
          <p className="small third above">
            谁在什么时候撤回，会记在审计和项目历程里。
            {what.lines > manyLines && '行数很多，要一两分钟；这期间可以离开本页。'}
          </p>
        </div>
      </Card>
    </Page>
  )
}

function Follows({ what }: { what: Withdrawal }) {
  if (what.lines === 0) {
    return <p className="body">这个文件没有行计入台账；撤回后只是不再留着等待转入。</p>
  }
  return (
    <dl className="facts">
      <Fact
        name="不再计入"
        value={`${sayCount(what.lines)} 行`}
        note={`说到 ${sayCount(what.workers)} 人`}
      />
      <Fact
        name="重新计入"
        value={`${sayCount(what.revived)} 行`}
        note={what.revived === 0 ? '没有被它替代的行' : '被它替代或与它相同的行'}
      />
      <FromTo name="应发" before={what.dueBeforeFen} after={what.dueAfterFen} />
      <FromTo name="已发" before={what.paidBeforeFen} after={what.paidAfterFen} />
      {what.workdaysBeforeHundredths + what.workdaysAfterHundredths > 0 && (
        <Fact
          name="工日"
          value={`${sayWorkdays(what.workdaysBeforeHundredths)} → ${sayWorkdays(what.workdaysAfterHundredths)}`}
        />
      )}
    </dl>
  )
}

/** What of a sum is its lines' now, and what the lines in their place make of it. */
function FromTo({ name, before, after }: { name: string; before: number; after: number }) {
  if (before === 0 && after === 0) return <Fact name={name} value="不涉及" />
  return (
    <Fact
      name={name}
      value={
        <>
          <Yuan fen={fen(before)} /> → <Yuan fen={fen(after)} />
        </>
      }
    />
  )
}

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
