import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { SourceRow } from '../../../kernel/page.ts'
import { nameSources } from '../../../modules/exchange/contract-imports.ts'
import { usePart } from '../read.ts'

// The rows of a sheet are looked at on demand; the code comes when the pointer nears.
const bringDrawer = () => import('./sheet-drawer.tsx')
const SheetDrawer = lazy(bringDrawer)

export type NamedSources = z.infer<typeof nameSources.reply>

/** Names of the files and sheets that lines come from, asked for once a list. */
export function useSourceNames(sources: readonly SourceRow[]): NamedSources {
  const ids = [...new Set(sources.map((source) => source.importId))].toSorted().slice(0, 200)
  const { data } = usePart(
    nameSources,
    { query: { ids: ids.join(',') } },
    { enabled: ids.length > 0 },
  )
  return data ?? []
}

/** `9月考勤.xlsx · 考勤 · 第 7–8 行`: opens the sheet's rows. */
export function Source({ source, names }: { source: SourceRow; names: NamedSources }) {
  const [open, setOpen] = useState(false)
  const named = names.find((one) => one.importId === source.importId)
  const sheet = named?.sheets[source.sheet - 1] ?? `第 ${source.sheet} 张表`
  return (
    <>
      <button
        type="button"
        className="source"
        onPointerEnter={() => void bringDrawer()}
        onClick={() => setOpen(true)}
      >
        {named?.file ?? '来源文件'} · {sheet} · 第 {source.row} 行
      </button>
      {open && (
        <SheetRowsOf
          fileId={source.importId}
          sheet={source.sheet}
          row={source.row}
          close={() => setOpen(false)}
        />
      )}
    </>
  )
}

/** A button that opens a committed file at its first sheet. */
export function FileLink({ fileId, children }: { fileId: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="plain-button as-link" onClick={() => setOpen(true)}>
        {children}
      </button>
      {open && <SheetRowsOf fileId={fileId} sheet={1} row={1} close={() => setOpen(false)} />}
    </>
  )
}

function SheetRowsOf(props: { fileId: string; sheet: number; row: number; close: () => void }) {
  return (
    <Suspense>
      <SheetDrawer {...props} />
    </Suspense>
  )
}
