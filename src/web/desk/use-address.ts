import { useLocation, useSearchParams } from 'react-router'
import { z } from 'zod'
import type { Paging } from './parts/list-table.tsx'

/**
 * The page's filter as its address says it, so that a link is a view. What the contract does not
 * know or allow is left out; a change goes back to the first page.
 */
export function useFilter<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  const [params, setParams] = useSearchParams()
  const said: Record<string, string> = {}
  for (const [name, field] of Object.entries(schema.shape)) {
    const value = params.get(name)
    if (value !== null && z.safeParse(field, value).success) said[name] = value
  }
  const change = (patch: Readonly<Record<string, string | undefined>>) =>
    setParams((now) => {
      const next = new URLSearchParams(now)
      next.delete('after')
      for (const [name, value] of Object.entries(patch)) {
        if (value === undefined || value === '') next.delete(name)
        else next.set(name, value)
      }
      return next
    })
  return { filter: schema.parse(said), said, change }
}

/** A filter as a figure's `rows` address says it. */
export function filterIn<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, rows: string) {
  const [, query = ''] = rows.split('?')
  const read = schema.safeParse(Object.fromEntries(new URLSearchParams(query)))
  return read.success ? read.data : null
}

const BackState = z.object({ back: z.array(z.string()) })

/** The key that the page begins after, from its address; left out on the first page. */
export function useAfter(): { after?: string } {
  const [params] = useSearchParams()
  const after = params.get('after')
  return after === null ? {} : { after }
}

/** Paging by key: 下一页 goes to the key that the list gave; 上一页 to those gone through before. */
export function usePaging(next: string | null, says: string): Paging {
  const [params, setParams] = useSearchParams()
  const state = BackState.safeParse(useLocation().state)
  const back = state.success ? state.data.back : []
  const here = params.get('after')
  const go = (after: string | undefined, trail: string[]) =>
    setParams(
      (now) => {
        const to = new URLSearchParams(now)
        if (after === undefined || after === '') to.delete('after')
        else to.set('after', after)
        return to
      },
      { state: { back: trail } },
    )
  return {
    says,
    back: here === null ? null : () => go(back.at(-1), back.slice(0, -1)),
    on: next === null ? null : () => go(next, [...back, here ?? '']),
  }
}
