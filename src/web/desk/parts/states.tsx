import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { CallFailed } from '../call.ts'
import { Icon } from './icon.tsx'

/** What would stand here, and the one thing to do about it. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="state">
      <Icon name="empty" />
      <h2>{props.title}</h2>
      {props.children !== undefined && <p className="second">{props.children}</p>}
      {props.action !== undefined && <div className="buttons">{props.action}</div>}
    </div>
  )
}

/** What failed, what is safe, what to do, and the number to report. */
export function ErrorState(props: {
  title: string
  failure: CallFailed
  retry: () => void
  whole?: boolean
}) {
  const { failure } = props
  return (
    <div className="state" role="alert">
      <Icon name="warning" />
      <Title whole={props.whole}>{props.title}</Title>
      <p>{failure.message}</p>
      <p className="small third">
        这一页只是读取，已保存的数据不受影响。
        {failure.requestNumber !== null && `报修时请报编号 ${failure.requestNumber}。`}
      </p>
      <div className="buttons">
        <Button type="primary" onClick={props.retry}>
          重试
        </Button>
      </div>
    </div>
  )
}

/** What it is and who may open it; the shell stays. */
export function NoPermission({ sentence, whole }: { sentence: string; whole?: boolean }) {
  return (
    <div className="state">
      <Icon name="lock" />
      <Title whole={whole}>您的岗位不能看{whole ? '这一页' : '这一块'}</Title>
      <p>{sentence}</p>
      <p className="small third">需要查看的，请向本区治欠办或系统管理员说明事由。</p>
    </div>
  )
}

export function NotFound({ sentence, whole }: { sentence: string; whole?: boolean }) {
  return (
    <div className="state">
      <Icon name="search" />
      <Title whole={whole}>没有找到</Title>
      <p>{sentence}</p>
    </div>
  )
}

/** Heads the document where the state is the whole page. */
function Title({ whole, children }: { whole: boolean | undefined; children: ReactNode }) {
  return whole ? <h1>{children}</h1> : <h2>{children}</h2>
}

const pageHeights = [28, 108, 320]

/** Grey blocks of the page's own heights; they show only after 300 ms. */
export function Skeleton({ heights = pageHeights }: { heights?: number[] }) {
  return (
    <div className="skeleton stack" role="status">
      <span className="for-reader">正在读取</span>
      {heights.map((height, index) => (
        <span key={index} style={{ height }} />
      ))}
    </div>
  )
}
