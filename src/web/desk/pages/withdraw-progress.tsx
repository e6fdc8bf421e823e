import { Button } from 'antd'
import { listImports } from '../../../modules/exchange/contract-imports.ts'
import {
  cancelWithdrawal,
  listWithdrawals,
  viewWithdrawal,
} from '../../../modules/exchange/contract-withdrawals.ts'
import type { AskedWithdrawal } from '../../../modules/exchange/contract-withdrawals.ts'
import { Card } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { useAction } from '../use-action.ts'

/** A file is being taken back, or waits for its turn: how far it is, and the way to stop it. */
export function WithdrawProgress(props: { fileId: string; asked: AskedWithdrawal }) {
  const { fileId, asked } = props
  const cancel = useAction(cancelWithdrawal, {
    refresh: [viewWithdrawal, listWithdrawals, listImports],
  })
  return (
    <Card label="正在撤回">
      <div className="body" role="status">
        <h2>{titleOf(asked)}</h2>
        <progress className="wide-progress" aria-label="撤回的进度" />
        <p className="second">{sayWithdrawing(asked)}</p>
        <p className="small third">
          {asked.by} {sayInstant(asked.at)} 要求撤回。可离开本页，程序重启也会接着办完。
        </p>
        {asked.state === 'queued' && (
          <p className="above">
            <Button loading={cancel.running} onClick={() => cancel.run({ params: { fileId } })}>
              停止撤回
            </Button>{' '}
            <span className="small third">已撤下的行整个退回，这个文件照旧计入。</span>
          </p>
        )}
      </div>
    </Card>
  )
}

function titleOf({ state, before }: AskedWithdrawal): string {
  if (state === 'cancelling') return '正在停下'
  return before !== null && before > 0 ? '排队中' : '正在撤回'
}

/** Where it stands, in one sentence. */
export function sayWithdrawing({ state, before, begunAt, progress }: AskedWithdrawal): string {
  if (state === 'cancelling') return '正在停下，撤下的行退回。'
  if (before !== null && before > 0) return `前面还有 ${sayCount(before)} 个，轮到就开始。`
  if (begunAt === null) return '马上开始撤回。'
  if (progress === null || progress.lines === 0) return '正在撤下它的行，恢复被它替代的行。'
  if (progress.doing === 'lines') return `已撤下 ${sayCount(progress.lines)} 行，还有别的行要撤。`
  return `${sayCount(progress.lines)} 行已撤下，正在更新台账和预警。`
}
