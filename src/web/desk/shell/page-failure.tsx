import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useLocation, useNavigate, useRouteError } from 'react-router'
import { CallFailed, isPartMissing } from '../call.ts'
import { ErrorState, NoPermission, NotFound } from '../parts/states.tsx'

/** Stands where a page could not: says which kind of no it is, and what may be done. */
export function PageFailure() {
  const error = useRouteError()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const { reset } = useQueryErrorResetBoundary()
  if (!(error instanceof CallFailed)) return <BrokenPage error={error} />
  if (error.refusal?.kind === 'not-allowed') return <NoPermission whole sentence={error.message} />
  if (error.refusal?.kind === 'not-found') return <NotFound whole sentence={error.message} />
  const retry = () => {
    reset()
    // The same address anew: the router's boundary lets go of its error at a navigation.
    void navigate(pathname + search, { replace: true })
  }
  return <ErrorState whole title="这一页没有读出来" failure={error} retry={retry} />
}

/** A part of the program did not come, or has a bug: only loading the page anew helps, once the server answers. */
function BrokenPage({ error }: { error: unknown }) {
  const [isAway, setAway] = useState(false)
  const reopen = async () => {
    const answer = await fetch('/healthz').catch(() => null)
    if (answer?.ok) window.location.reload()
    else setAway(true)
  }
  const isMissing = isPartMissing(error)
  return (
    <div className="state" role="alert">
      <h1>这一页没有打开</h1>
      <p>
        {isMissing
          ? '这一页的程序没有取到：连不上服务器，或者系统刚刚更新过。'
          : '这一页的程序出了错。'}
        已保存的数据不受影响。
      </p>
      {isAway && <p>还是连不上服务器，请检查网络后再试。</p>}
      {!isMissing && (
        <p className="small third">{error instanceof Error ? error.message : String(error)}</p>
      )}
      <div className="buttons">
        <Button type="primary" onClick={() => void reopen()}>
          重新打开
        </Button>
      </div>
    </div>
  )
}

/** The same where no shell stands around it: a district that one has no post in, a server that is away. */
export function WholeFailure() {
  return (
    <main className="alone">
      <PageFailure />
      <p className="state">
        <a className="underlined" href="/">
          回到我的首页
        </a>
      </p>
    </main>
  )
}

export function NoSuchPage() {
  return <NotFound whole sentence="没有这个地址的页面，请从左边的菜单进入。" />
}
