import { useParams } from 'react-router'
import { z } from 'zod'
import { viewBatch } from '../../../modules/exchange/contract.ts'
import type { Batch, BatchState } from '../../../modules/exchange/contract.ts'
import { batchStates } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayBytes, sayInstant } from '../parts/say.ts'
import { EmptyState, NotFound } from '../parts/states.tsx'
import { useWatch } from '../read.ts'
import { BatchPreview } from './batch-preview.tsx'
import { BatchResult } from './batch-result.tsx'
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
  committed: 4,
  abandoned: 2,
}

function BatchOf({ batchId }: { batchId: string }) {
  const batch = useWatch(viewBatch, { params: { batchId } }, (reply) =>
    ['receiving', 'reading', 'committing'].includes(reply.state) ? 700 : false,
  )
  const bytes = batch.files.reduce((sum, file) => sum + file.bytes, 0)
  const first = batch.files[0]?.name ?? '没有文件'
  return (
    <Page
      title={batch.files.length > 1 ? `${first} 等 ${batch.files.length} 个文件` : first}
      crumb={[{ to: '/import', text: '导入' }]}
      crumbEnd={sayInstant(batch.droppedAt)}
      chips={batch.state === 'abandoned' && <Chip>{batchStates.abandoned}</Chip>}
      why={
        <>
          {batch.files.length} 个文件 · {sayBytes(bytes)} · {batch.droppedBy}{' '}
          {sayInstant(batch.droppedAt)} 放入
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
      return <Progress batch={batch} doing="正在读" />
    case 'understood':
      return <BatchPreview batch={batch} />
    case 'committing':
      return <Progress batch={batch} doing="正在入账" />
    case 'committed':
      return <BatchResult batch={batch} />
    case 'abandoned':
      return (
        <Card label="已放弃">
          <EmptyState
            title="这批文件已放弃，没有入账"
            action={<DistrictLink to="/import">重新放入</DistrictLink>}
          />
        </Card>
      )
  }
}

function Progress({ batch, doing }: { batch: Batch; doing: string }) {
  const { progress } = batch
  return (
    <Card label={doing}>
      <div className="body" role="status">
        <h2>{doing}</h2>
        <progress
          className="wide-progress"
          aria-label={doing}
          {...(progress === null || progress.totalBytes === 0
            ? {}
            : { value: progress.doneBytes, max: progress.totalBytes })}
        />
        <p className="second">
          {progress === null
            ? '排队中。'
            : `${progress.file}：${sayBytes(progress.doneBytes)}，共 ${sayBytes(progress.totalBytes)}`}
        </p>
        <p className="small third">可离开本页，结果会留在「导入」里。</p>
      </div>
    </Card>
  )
}
