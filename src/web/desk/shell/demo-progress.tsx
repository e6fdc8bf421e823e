import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { z } from 'zod'
import { queries } from '../read.ts'

/** What `/readyz` says of the demo while it loads behind the desk; null once there is none to load. */
const Readiness = z.object({
  demo: z.object({ state: z.string(), done: z.int(), total: z.int() }).nullish(),
})

async function readiness(): Promise<z.infer<typeof Readiness>['demo']> {
  const response = await fetch('/readyz', { headers: { accept: 'application/json' } })
  const told = Readiness.safeParse(await response.json().catch(() => null))
  const demo = told.success ? told.data.demo : null
  return demo === undefined || demo?.state === 'loaded' ? null : demo
}

/** A bar over the page while the made-up district is being handed in, sheet by sheet. */
export function DemoProgress() {
  const wasLoading = useRef(false)
  const { data } = useQuery({
    queryKey: ['readyz'],
    queryFn: readiness,
    refetchInterval: (query) => (query.state.data?.state === 'loading' ? 1000 : false),
    refetchOnWindowFocus: false,
  })
  useEffect(() => {
    if (data) wasLoading.current = true
    if (data !== null || !wasLoading.current) return
    wasLoading.current = false
    void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'readyz' })
  }, [data])
  if (!data) return null
  if (data.state === 'failed') {
    return (
      <div className="demo-progress" role="status">
        演示数据只装入 {data.done} / {data.total} 份就停了，重新启动后会接着装。
      </div>
    )
  }
  return (
    <div className="demo-progress" role="status">
      <span>正在装入演示数据，可以先看，数字还会变</span>
      <progress value={data.done} max={data.total} aria-label="演示数据装入进度" />
      <span className="unbroken">
        {data.done} / {data.total}
      </span>
    </div>
  )
}
