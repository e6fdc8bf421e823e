import { Button, Upload } from 'antd'
import { useNavigate } from 'react-router'
import { addressOf } from '../../../kernel/endpoint.ts'
import { downloadSample, listBatches } from '../../../modules/exchange/contract.ts'
import { listQueue } from '../../../modules/exchange/contract-imports.ts'
import type { BatchRow } from '../../../modules/exchange/contract.ts'
import type { QueuedBatch } from '../../../modules/exchange/contract-imports.ts'
import { listWithdrawals } from '../../../modules/exchange/contract-withdrawals.ts'
import { useDistrict } from '../district.ts'
import { batchStates } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import type { ChipTone } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Count } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayBytes, sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead, useWatch } from '../read.ts'
import { useMe } from '../session.ts'
import { useAfter, usePaging } from '../use-address.ts'
import { useDropFiles } from './drop-files.ts'
import type { Drop } from './drop-files.ts'
import { Dropped, noteColumns } from './import-columns.tsx'
import { Steps } from './steps.tsx'
import { sayWithdrawing } from './withdraw-progress.tsx'

const accepted = '.xlsx,.xls,.xlsm,.xlsb,.et,.ods,.csv,.tsv,.txt,.dat,.htm,.html,.zip'

export function ImportPage() {
  const district = useDistrict()
  const navigate = useNavigate()
  const { drop, begin, goOn, forget } = useDropFiles((batchId) => {
    void navigate(`/d/${district}/import/${batchId}`)
  })
  return (
    <Page
      title="导入"
      why="把手里的表原样放进来：考勤表、工资表、名册、银行流水、保证金台账、平台导出。不用改格式，入账前先看看懂了什么。"
      actions={<Steps at={1} />}
    >
      <div className="stack">
        <Card label="放入文件">
          {drop === null ? (
            <DropPlace begin={(files) => void begin(files)} />
          ) : (
            <Handing drop={drop} goOn={() => void goOn()} forget={forget} />
          )}
        </Card>
        <Queue />
        <Batches />
      </div>
    </Page>
  )
}

function DropPlace({ begin }: { begin: (files: readonly File[]) => void }) {
  const district = useDistrict()
  const { demo } = useMe()
  return (
    <div className="body">
      <Upload.Dragger
        multiple
        accept={accepted}
        showUploadList={false}
        beforeUpload={(file, all) => {
          // antd asks for each file of a drop; the whole drop is one batch, begun once.
          if (file === all[0]) begin(all)
          return false
        }}
      >
        <div className="drop-place">
          <Icon name="import" />
          <p className="strong">把文件拖到这里，或点这里选文件</p>
          <p className="small third">
            .xlsx、.xls、.et、.ods、.csv、考勤机的 .dat 和
            .txt，或它们的压缩包（.zip）；一次可放多个，同一文件再放一次不会重复入账
          </p>
        </div>
      </Upload.Dragger>
      {demo && (
        <p className="small second above">
          没有现成的表？先拿
          <a href={addressOf(downloadSample, district, {})} download>
            一份工地考勤表
          </a>
          试试：一人两行，31 个日期列，里面的人和工地都是编的。
        </p>
      )}
    </div>
  )
}

function Handing(props: { drop: Drop; goOn: () => void; forget: () => void }) {
  const { drop } = props
  const total = drop.files.reduce((sum, file) => sum + file.size, 0)
  return (
    <div className="body" role="status">
      <p>
        {drop.failure === null
          ? `正在交第 ${Math.min(drop.at + 1, drop.files.length)} 个文件，共 ${drop.files.length} 个（${sayBytes(total)}）`
          : `已交 ${drop.at} 个，共 ${drop.files.length} 个`}
      </p>
      <progress
        className="wide-progress"
        value={drop.at}
        max={drop.files.length}
        aria-label="交文件的进度"
      />
      <ul className="small third">
        {drop.files.slice(0, 12).map((file, index) => (
          <li key={`${index} ${file.name}`}>
            {index < drop.at ? '已收到' : index === drop.at && drop.running ? '正在交' : '等着'} ·{' '}
            {file.name}
          </li>
        ))}
        {drop.files.length > 12 && <li>还有 {drop.files.length - 12} 个</li>}
      </ul>
      {drop.failure && (
        <div className="notice bad" role="alert">
          <span>{drop.failure.message}已交的文件还在，重试从没交上的那个接着交。</span>
          <Button type="primary" onClick={props.goOn}>
            重试
          </Button>
          <Button onClick={props.forget}>不交了</Button>
        </div>
      )}
    </div>
  )
}

/** What is being read, committed or taken back just now, everybody's that one may see, and what waits. Nothing: no card. */
function Queue() {
  const every = (waiting: readonly unknown[]) => (waiting.length > 0 ? 1_500 : 10_000)
  const queue = useWatch(listQueue, {}, every)
  const withdrawals = useWatch(listWithdrawals, {}, every)
  if (queue.length + withdrawals.length === 0) return null
  return (
    <Card title="正在办" note={sayQueue(queue.length, withdrawals.length)}>
      <ul className="rows body" aria-label="正在读、正在入账、正在撤回和排队的">
        {queue.map((batch) => (
          <li key={batch.id}>
            <DistrictLink to={`/import/${batch.id}`}>
              {batch.firstFile}
              {batch.files > 1 && ` 等 ${sayCount(batch.files)} 个`}
            </DistrictLink>
            <span className="under">
              {batch.droppedBy} · {sayTurn(batch)}
            </span>
          </li>
        ))}
        {withdrawals.map(({ fileId, file, asked }) => (
          <li key={fileId}>
            <DistrictLink to={`/import/files/${fileId}/withdraw`}>{file}</DistrictLink>
            <span className="under">
              {asked.by} · {sayWithdrawing(asked)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function sayQueue(batches: number, withdrawals: number): string {
  const said = [
    batches > 0 ? `${sayCount(batches)} 批` : '',
    withdrawals > 0 ? `撤回 ${sayCount(withdrawals)} 个文件` : '',
  ]
  return said.filter((one) => one !== '').join('，')
}

function sayTurn({ state, before, files, filesDone, progress }: QueuedBatch): string {
  if (before > 0) return `排队，前面还有 ${sayCount(before)} 批`
  const done = files > 1 ? `，${sayCount(filesDone)}/${sayCount(files)} 个文件` : ''
  const rows = progress === null ? '' : `，${sayCount(progress.rows)} 行`
  return `${batchStates[state]}${done}${rows}`
}

function Batches() {
  const district = useDistrict()
  const list = useRead(listBatches, { query: { limit: 20, ...useAfter() } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 批，新的在前`)
  return (
    <Card
      title="放过的批次"
      aside={
        <span className="buttons">
          <DistrictLink to="/import/log">导入记录</DistrictLink>
          <DistrictLink to="/import/formats">导入格式</DistrictLink>
          <DistrictLink to="/same-person">同一人核对</DistrictLink>
          <ExportButton small list={listBatches} />
        </span>
      }
    >
      <ListTable
        label="放过的批次"
        columns={columns}
        rows={list.rows}
        rowKey={(row) => row.id}
        open={(row) => `/d/${district}/import/${row.id}`}
        paging={paging}
        empty={
          <EmptyState title="还没有放过文件">
            把工地的考勤表或工资表拖到上面，几秒后就能看到看懂了什么。
          </EmptyState>
        }
      />
    </Card>
  )
}

const stateTones: Record<BatchRow['state'], ChipTone> = {
  receiving: 'plain',
  reading: 'plain',
  understood: 'accent',
  committing: 'plain',
  cancelling: 'plain',
  cancelled: 'bad',
  committed: 'done',
  abandoned: 'plain',
}

const columns: Column<BatchRow>[] = [
  {
    key: 'files',
    title: '文件',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/import/${row.id}`}>
          {row.files[0] ?? '没有文件'}
          {row.files.length > 1 && ` 等 ${row.files.length} 个`}
        </DistrictLink>
        <Dropped row={row} />
      </>
    ),
  },
  {
    key: 'project',
    title: '项目',
    phone: 'more',
    cell: (row) =>
      row.projectCode === null ? (
        <span className="third">
          {row.state === 'committed' ? '各行自带' : '各行自带，或还没有定'}
        </span>
      ) : (
        <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}`}>
          {row.projectName}
        </DistrictLink>
      ),
  },
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (row) => <Chip tone={stateTones[row.state]}>{batchStates[row.state]}</Chip>,
  },
  {
    key: 'accepted',
    title: '收下（行）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Count of={row.accepted} />,
  },
  ...noteColumns<BatchRow>(),
]
