import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { uploadForm } from '../../../modules/exports/contract.ts'
import { listForms } from '../../../modules/register/contract-lists.ts'
import type { FormRow } from '../../../modules/register/contract-lists.ts'
import { useDistrict } from '../district.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAction } from '../use-action.ts'
import { RegisterNav } from './register-nav.tsx'

/** Blank forms of superiors, taught once by clicking and filled ever after. */
export function RegisterFormsPage() {
  const forms = useRead(listForms)
  return (
    <Page
      title="上级报表"
      why="上传上级的空白表，点表头选要填的数，教一次，以后照填；样式不动。"
      actions={
        <>
          <UploadBlank />
          <ExportButton list={listForms} />
        </>
      }
    >
      <RegisterNav />
      <Card label="上级报表列表">
        <ListTable
          label="上级报表"
          columns={columns}
          rows={forms}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="还没有上级报表">
              上级发下来的空白 .xlsx 表，上传一次就能照着台账自动填。
            </EmptyState>
          }
        />
      </Card>
    </Page>
  )
}

function UploadBlank() {
  const district = useDistrict()
  const navigate = useNavigate()
  const picker = useRef<HTMLInputElement>(null)
  const [reading, setReading] = useState(false)
  const upload = useAction(uploadForm, {
    refresh: [listForms],
    done: ({ id }) => void navigate(`/d/${district}/register/forms/${id}`),
  })
  const send = async (file: File | undefined) => {
    if (file === undefined) return
    setReading(true)
    const body = new Uint8Array(await file.arrayBuffer())
    setReading(false)
    upload.run({ query: { name: file.name }, body })
  }
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".xlsx"
        onChange={(event) => {
          void send(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button
        type="primary"
        loading={upload.running || reading}
        onClick={() => picker.current?.click()}
      >
        {upload.running ? '正在读取' : '上传空白表'}
      </Button>
    </>
  )
}

const columns: Column<FormRow>[] = [
  {
    key: 'name',
    title: '名称',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/register/forms/${row.id}`}>{row.name}</DistrictLink>
        <span className="under">{row.fileName}</span>
      </>
    ),
  },
  {
    key: 'taught',
    title: '对应',
    phone: 'last',
    cell: (row) =>
      row.taught === 0 ? <Chip tone="bad">还没有教</Chip> : `${sayCount(row.taught)} 个格`,
  },
  { key: 'used', title: '用过', phone: 'last', cell: (row) => `${sayCount(row.used)} 次` },
  {
    key: 'used-at',
    title: '最近一次',
    phone: 'last',
    cell: (row) =>
      row.usedAt === null ? <span className="third">没有</span> : sayInstant(row.usedAt),
  },
  { key: 'by', title: '上传人', phone: 'last', cell: (row) => row.createdByName },
]
