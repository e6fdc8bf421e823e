import { Drawer, Tabs } from 'antd'
import { useState } from 'react'
import { nameSources } from '../../../modules/exchange/contract-imports.ts'
import { usePart } from '../read.ts'
import { useNarrow } from '../use-narrow.ts'
import { SheetView } from './sheet-view.tsx'

/** The rows of a received sheet, opened at the row that a figure comes from. */
export default function SheetDrawer(props: {
  fileId: string
  sheet: number
  row: number
  close: () => void
}) {
  const narrow = useNarrow()
  const [sheet, setSheet] = useState(props.sheet)
  const { data } = usePart(nameSources, { query: { ids: props.fileId } })
  const file = data?.[0]
  const here = sheet === props.sheet
  return (
    <Drawer
      open
      size={narrow ? '100%' : 880}
      title={file?.file ?? '来源'}
      onClose={props.close}
      className="sheet-drawer"
    >
      {file && file.sheets.length > 1 && (
        <Tabs
          activeKey={String(sheet)}
          onChange={(key) => setSheet(Number(key))}
          items={file.sheets.map((name, index) => ({ key: String(index + 1), label: name }))}
        />
      )}
      <SheetView
        key={sheet}
        fileId={props.fileId}
        sheet={sheet}
        from={here ? Math.max(1, props.row - 6) : 1}
        {...(here ? { row: props.row } : {})}
      />
    </Drawer>
  )
}
