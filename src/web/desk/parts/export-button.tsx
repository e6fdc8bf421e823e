import { Button, Dropdown } from 'antd'
import type { CallInput, Endpoint } from '../../../kernel/endpoint.ts'
import { type Exported, ExportQuery, exportOf } from '../../../kernel/export.ts'
import { useDownload } from '../use-download.ts'
import { Icon } from './icon.tsx'

const forms: readonly { key: string; label: string; form: ExportQuery }[] = [
  { key: 'xlsx', label: 'Excel（.xlsx）', form: ExportQuery.parse({ format: 'xlsx' }) },
  { key: 'csv', label: 'CSV（UTF-8）', form: ExportQuery.parse({ format: 'csv' }) },
  {
    key: 'csv-gb18030',
    label: 'CSV（GB18030）',
    form: ExportQuery.parse({ format: 'csv', encoding: 'gb18030' }),
  },
]

/** A list's own rows under its own filter, all of them and not one page, as a file. */
export function ExportButton<P, Q, R>(props: {
  list: Endpoint<P, Q, undefined, R>
  params?: P
  query?: Partial<Q>
  small?: boolean
  /** What is exported, where a card has several lists. */
  of?: string
}) {
  const { list, params, query, small = false, of } = props
  const download = useDownload(exportOf(list))
  const asked = (form: ExportQuery): CallInput<P, Exported<Q>, undefined> => ({
    ...(params === undefined ? {} : { params }),
    // The page's filter and the form beside it: what the export's query is made of.
    query: Object.assign<Partial<Exported<Q>>, object>({}, { ...query, ...form }),
  })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: forms.map(({ key, label }) => ({ key, label })),
        onClick: ({ key }) => {
          const chosen = forms.find((one) => one.key === key)
          if (chosen) download.run(asked(chosen.form))
        },
      }}
    >
      <Button
        className="export-button"
        size={small ? 'small' : 'middle'}
        loading={download.running}
        aria-haspopup="menu"
      >
        {download.running ? '正在导出' : `导出${of ?? ''}`}
        <Icon name="down" />
      </Button>
    </Dropdown>
  )
}
