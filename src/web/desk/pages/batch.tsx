import { Button } from 'antd'
import { useParams } from 'react-router'
import { z } from 'zod'
import { cancelBatch, listBatches, viewBatch } from '../../../modules/exchange/contract.ts'
import { listQueue } from '../../../modules/exchange/contract-imports.ts'
import type { Batch, BatchState, SourceFile } from '../../../modules/exchange/contract.ts'
import { whyNotCancel } from '../../../modules/exchange/rules/batch.ts'
import { batchStates, fileStates } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayBytes, sayCount, sayInstant } from '../parts/say.ts'
import { EmptyState, NotFound } from '../parts/states.tsx'
import { useWatch } from '../read.ts'
import { useAction } from '../use-action.ts'
import { BatchPreview } from './batch-preview.tsx'
import { BatchResult } from './batch-result.tsx'
import { inGroups, nameIn, sayUnpacked } from './file-groups.ts'
import { Steps } from './steps.tsx'

const Address = z.object({ batchId: z.uuid() })

export function BatchPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一批文件。" />
  return <BatchOf batchId={address.data.batchId} />
}

const stepOf: Record<BatchState, 1 | 2 | 3 | 4> = {
  receiving: 1,
  reading: 2,
  understood: 2,
  committing: 3,
  cancelling: 3,
  cancelled: 3,
  committed: 4,
  abandoned: 2,
}

const underWay = new Set<BatchState>(['receiving', 'reading', 'committing', 'cancelling'])

function BatchOf({ batchId }: { batchId: string }) {
  const batch = useWatch(viewBatch, { params: { batchId } }, (reply) =>
    underWay.has(reply.state)
      ? 700
      : reply.files.some(({ state }) => state === 'withdrawing')
        ? 1_500
        : false,
  )
  const dropped = batch.files.filter((file) => file.unpackedFrom === null)
  const bytes = dropped.reduce((sum, file) => sum + file.bytes, 0)
  const inner = batch.files.length - dropped.length
  const first = dropped[0]?.name ?? '没有文件'
  return (
    <Page
      title={dropped.length > 1 ? `${first} 等 ${dropped.length} 个文件` : first}
      crumb={[{ to: '/import', text: '导入' }]}
      crumbEnd={sayInstant(batch.droppedAt)}
      chips={
        (batch.state === 'abandoned' || batch.state === 'cancelled') && (
          <Chip>{batchStates[batch.state]}</Chip>
        )
      }
      why={
        <>
          {dropped.length} 个文件{inner > 0 && `（解开后 ${inner} 个）`} · {sayBytes(bytes)} ·{' '}
          {batch.droppedBy} {sayInstant(batch.droppedAt)} 放入
          {batch.project && (
            <>
              {' '}
              · 项目{' '}
              <DistrictLink to={`/projects/${encodeURIComponent(batch.project.code)}`}>
                {batch.project.name}
              </DistrictLink>
            </>
          )}
        </>
      }
      actions={<Steps at={stepOf[batch.state]} />}
    >
      <Stage batch={batch} />
    </Page>
  )
}

function Stage({ batch }: { batch: Batch }) {
  switch (batch.state) {
    case 'receiving':
      return (
        <Card label="还没有收全">
          <EmptyState
            title="这批文件还没有收全"
            action={<DistrictLink to="/import">重新放入</DistrictLink>}
          >
            已收到 {batch.files.length}{' '}
            个。如果放入的人已经离开，请重新放入，收到过的文件不会重复入账。
          </EmptyState>
        </Card>
      )
    case 'reading':
      return <Progress batch={batch} doing="正在读" waits="等着读" />
    case 'understood':
      return <BatchPreview batch={batch} />
    case 'committing':
      return <Progress batch={batch} doing="正在入账" waits="等着入账" />
    case 'cancelling':
      return <Progress batch={batch} doing="正在停下" waits="不再入账" />
    case 'cancelled':
    case 'committed':
      return <BatchResult batch={batch} />
    case 'abandoned':
      return (
        <Card label="已放弃">
          <EmptyState
            title="这批文件已放弃，没有入账"
            action={<DistrictLink to="/import">重新放入</DistrictLink>}
          >
            {batch.cancelled && `${batch.cancelled.by} ${sayInstant(batch.cancelled.at)} 叫停。`}
          </EmptyState>
        </Card>
      )
  }
}

function Progress({ batch, doing, waits }: { batch: Batch; doing: string; waits: string }) {
  const { progress, before } = batch
  const total = progress?.totalBytes ?? 0
  const cancel = useAction(cancelBatch, { refresh: [viewBatch, listBatches, listQueue] })
  const isFolding = progress?.doing === 'folding'
  return (
    <Card label={doing}>
      <div className="body" role="status">
        <h2>{before !== null && before > 0 ? '排队中' : doing}</h2>
        <progress
          className="wide-progress"
          aria-label={doing}
          {...(progress === null || total === 0 || isFolding
            ? {}
            : { value: progress.doneBytes, max: total })}
        />
        <p className="second">{sayProgress(batch)}</p>
        <p className="small third">可离开本页，结果会留在「导入」里；程序重启也会接着办完。</p>
        {whyNotCancel(batch.state) === null && (
          <p className="above">
            <Button
              loading={cancel.running}
              onClick={() => cancel.run({ params: { batchId: batch.id } })}
            >
              {batch.state === 'reading' ? '不读了' : '停止入账'}
            </Button>{' '}
            <span className="small third">
              {batch.state === 'reading'
                ? '这批就此放弃，文件仍留存。'
                : '正在入账的那个文件整个退回，已入账的不受影响。'}
            </span>
          </p>
        )}
      </div>
      {batch.files.length > 1 && (
        <ul className="rows body" aria-label="逐个文件的进度">
          {inGroups(batch.files).map((file) => (
            <li key={file.id} className={file.unpackedFrom === null ? undefined : 'inner'}>
              {nameIn(batch.files, file)}
              <span className="under">{sayFile(batch, file, doing, waits)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function sayProgress({ progress, before }: Batch): string {
  if (before !== null && before > 0) return `前面还有 ${sayCount(before)} 批，轮到就开始。`
  if (progress === null) return '马上开始。'
  if (progress.doing === 'folding') {
    return `${progress.file}：${sayCount(progress.rows)} 行已读完，正在对照已有数据、更新台账和预警。`
  }
  return `${progress.file}：${sayCount(progress.rows)} 行，${sayBytes(progress.doneBytes)}，共 ${sayBytes(progress.totalBytes)}`
}

function sayFile(batch: Batch, file: SourceFile, doing: string, waits: string): string {
  if (batch.progress?.fileId === file.id) return doing
  const isWaiting = file.state === (batch.state === 'reading' ? 'received' : 'understood')
  if (isWaiting) return waits
  if (file.state === 'unpacked') return sayUnpacked(batch.files, file)
  return file.error ?? fileStates[file.state]
}
