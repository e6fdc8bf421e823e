import { useState } from 'react'

/** Rows of the page that are chosen; those of a page that was left are no longer. */
export function useChosen<Row extends { readonly id: string }>(rows: readonly Row[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const chosenRows = rows.filter(({ id }) => ids.has(id))
  return {
    chosen: new Set(chosenRows.map(({ id }) => id)),
    rows: chosenRows,
    toggle: (id: string) =>
      setIds((now) => {
        const next = new Set(now)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    all: () => setIds(new Set(rows.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  }
}
