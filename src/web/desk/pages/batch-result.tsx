import type { Batch, SourceFile } from '../../../modules/exchange/contract.ts'
import { fileStates } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Icon } from '../parts/icon.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { FileLink } from '../parts/sources.tsx'
import { EmptyState } from '../parts/states.tsx'

/** What committing changed, file by file, and where to look at it. */
export function BatchResult({ batch }: { batch: Batch }) {
  const project = batch.project && encodeURIComponent(batch.project.code)
  return (
    <div className="stack">
      <Card label="结果">
        <div className="verdict calm">
          <Icon name="tick" />
          <h2>{sayChanged(batch)}</h2>
          <p>
            {batch.committedAt !== null && `${sayInstant(batch.committedAt)} 入账。`}
            {isRepeated(batch)
              ? '台账和预警都没有变化。'
              : `说到 ${sayCount(sumOf(batch, 'workers'))} 人，其中新工人 ${sayCount(sumOf(batch, 'workersNew'))} 人。台账和预警已同时更新。`}
          </p>
          <div className="buttons">
            {project !== null && (
              <>
                <DistrictLink className="step-link" to={`/projects/${project}`}>
                  看项目
                </DistrictLink>
                <DistrictLink className="step-link" to={`/ledger?project=${project}`}>
                  看台账
                </DistrictLink>
              </>
            )}
            <DistrictLink className="step-link" to="/import">
              再放一批
            </DistrictLink>
          </div>
        </div>
        <ListTable
          label="逐个文件的结果"
          columns={columns}
          rows={batch.files}
          rowKey={(file) => file.id}
          empty={<EmptyState title="这批没有文件" />}
        />
      </Card>
    </div>
  )
}

/** Every file of it had been taken in before, to the last byte. */
function isRepeated(batch: Batch): boolean {
  return batch.files.length > 0 && batch.files.every((file) => file.state === 'repeated')
}

function sumOf(batch: Batch, field: keyof NonNullable<SourceFile['changed']>): number {
  return batch.files.reduce((total, file) => total + (file.changed?.[field] ?? 0), 0)
}

function sayChanged(batch: Batch): string {
  if (isRepeated(batch)) return '同样的文件以前入过账，这次没有改动任何数据'
  const count = (field: 'added' | 'superseded' | 'unchanged') => sayCount(sumOf(batch, field))
  return `已入账：新增 ${count('added')} 行，更正 ${count('superseded')} 行，原样已有 ${count('unchanged')} 行`
}

const columns: Column<SourceFile>[] = [
  {
    key: 'name',
    title: '文件',
    phone: 'first',
    cell: (file) => (
      <>
        <FileLink fileId={file.id}>{file.name}</FileLink>
        {file.error !== null && <span className="under">{file.error}</span>}
      </>
    ),
  },
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (file) => (
      <Chip
        tone={file.state === 'committed' ? 'done' : file.state === 'unreadable' ? 'bad' : 'plain'}
      >
        {fileStates[file.state]}
      </Chip>
    ),
  },
  countColumn('added', '新增（行）', (changed) => changed.added),
  countColumn('superseded', '更正（行）', (changed) => changed.superseded),
  countColumn('unchanged', '原样已有（行）', (changed) => changed.unchanged),
  countColumn('workers', '工人', (changed) => changed.workers),
  countColumn('new', '新工人', (changed) => changed.workersNew),
]

function countColumn(
  key: string,
  title: string,
  of: (changed: NonNullable<SourceFile['changed']>) => number,
): Column<SourceFile> {
  return {
    key,
    title,
    align: 'right',
    phone: 'last',
    cell: (file) => (file.changed === null ? '—' : sayCount(of(file.changed))),
  }
}
