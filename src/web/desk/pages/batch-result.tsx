import { Button } from 'antd'
import { commitBatch, listBatches, viewBatch } from '../../../modules/exchange/contract.ts'
import { listImports } from '../../../modules/exchange/contract-imports.ts'
import type { Batch, Changed, SourceFile } from '../../../modules/exchange/contract.ts'
import { listMerges } from '../../../modules/labour/contract-merges.ts'
import { correctedLinesOf, newLinesOf } from '../../../modules/exchange/rules/new-lines.ts'
import { Icon } from '../parts/icon.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { Part } from '../parts/part.tsx'
import { FileLink } from '../parts/sources.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useAction } from '../use-action.ts'
import { sayCorrected, sayLines, sumOf } from './batch-changes.tsx'
import { DeviceUsers, hasDeviceLog } from './device-users.tsx'
import { inGroups, nameIn, ownFiles, sayUnpacked } from './file-groups.ts'
import { FileStateCell, ProjectsCell, withdrawColumn } from './import-columns.tsx'
import { WaitingLinks } from './waiting-links.tsx'

/** What committing changed, file by file, and where to look at it; what was broken off can go on here. */
export function BatchResult({ batch }: { batch: Batch }) {
  const project = batch.project && encodeURIComponent(batch.project.code)
  const changed = batch.files.flatMap((file) => file.changed ?? [])
  const corrected = sumOf(changed.flatMap((one) => one.corrected ?? []))
  return (
    <div className="stack">
      <Card label="结果">
        <div className={batch.state === 'cancelled' ? 'verdict' : 'verdict calm'}>
          <Icon name={batch.state === 'cancelled' ? 'cross' : 'tick'} />
          <h2>{sayVerdict(batch, changed)}</h2>
          <p>
            {batch.cancelled !== null &&
              batch.state === 'cancelled' &&
              `${batch.cancelled.by} ${sayInstant(batch.cancelled.at)} 叫停。`}
            {batch.committedAt !== null && `${sayInstant(batch.committedAt)} 入账。`}
            {sayPeople(batch)}
            {corrected !== null && sayCorrected(corrected)}
          </p>
          <div className="buttons">
            {batch.state === 'cancelled' && <GoOn batch={batch} />}
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
        <SamePersons files={batch.files} />
        <ListTable
          label="逐个文件的结果"
          columns={columnsOf(batch.files)}
          rows={inGroups(batch.files)}
          rowKey={(file) => file.id}
          empty={<EmptyState title="这批没有文件" />}
        />
      </Card>
      {batch.files.filter(hasDeviceLog).map((file) => (
        <DeviceUsers key={file.id} file={file} />
      ))}
    </div>
  )
}

/** So many files are asked for at once; more of a batch hardly bring new people each. */
const mostAsked = 100

/** Whom these files brought and who may be somebody that was there: nobody was merged. */
function SamePersons({ files }: { files: readonly SourceFile[] }) {
  const imports = files.flatMap(({ id, changed }) => (changed === null ? [] : [id]))
  if (imports.length === 0) return null
  const ids = imports.slice(0, mostAsked).join(',')
  return (
    <Part of={listMerges} input={{ query: { imports: ids, limit: 1 } }} heights={[]}>
      {({ total }) =>
        total > 0 && (
          <p className="body above">
            {sayCount(total)} 对同名工人可能是同一人，没有自动合并：
            <DistrictLink to={`/same-person?imports=${ids}`}>去核对</DistrictLink>
          </p>
        )
      }
    </Part>
  )
}

function GoOn({ batch }: { batch: Batch }) {
  const commit = useAction(commitBatch, { refresh: [viewBatch, listBatches, listImports] })
  return (
    <Button
      type="primary"
      loading={commit.running}
      onClick={() => commit.run({ params: { batchId: batch.id } })}
    >
      接着入账
    </Button>
  )
}

/** Every file of it had been taken in before, to the last byte. */
function isRepeated(batch: Batch): boolean {
  const files = ownFiles(batch.files)
  return files.length > 0 && files.every((file) => file.state === 'repeated')
}

function sayVerdict(batch: Batch, changed: readonly Changed[]): string {
  const files = ownFiles(batch.files)
  const waits = files.filter((file) => file.state === 'understood').length
  if (batch.state === 'cancelled') {
    const isIn = files.length - waits
    return isIn === 0
      ? '已停下，没有入账'
      : `已停下：${sayCount(isIn)} 个文件已办完，${sayCount(waits)} 个没有入账`
  }
  if (isRepeated(batch)) return '同样的文件以前入过账，这次没有改动任何数据'
  if (files.every((file) => file.state === 'withdrawn')) return '已全部撤回，不再计入'
  if (files.every((file) => file.state === 'waiting')) return '已收下，待线索受理功能启用后转入'
  return `已入账：${sayLines(changed)
    .replace(/（.*）/, '')
    .slice(0, -1)}`
}

function sayPeople(batch: Batch): string {
  if (isRepeated(batch)) return '台账和预警都没有变化。'
  const sum = (of: (changed: Changed) => number) =>
    batch.files.reduce((total, file) => total + (file.changed === null ? 0 : of(file.changed)), 0)
  const people = sum((changed) => changed.workers)
  if (people === 0) return ''
  const newcomers = sayCount(sum((changed) => changed.workersNew))
  // Several files mostly speak of the same people: only who is new is somebody else each time.
  if (batch.files.filter((file) => (file.changed?.workers ?? 0) > 0).length > 1)
    return `新工人 ${newcomers} 人。台账和预警已同时更新。`
  return `说到 ${sayCount(people)} 人，其中新工人 ${newcomers} 人。台账和预警已同时更新。`
}

function columnsOf(files: readonly SourceFile[]): Column<SourceFile>[] {
  return [nameColumn(files), ...columns]
}

function nameColumn(files: readonly SourceFile[]): Column<SourceFile> {
  return {
    key: 'name',
    title: '文件',
    phone: 'first',
    cell: (file) => (
      <div className={file.unpackedFrom === null ? undefined : 'inner'}>
        {file.state === 'unpacked' ? (
          <>
            {file.name}
            <span className="under">{sayUnpacked(files, file)}</span>
          </>
        ) : (
          <FileLink fileId={file.id}>{nameIn(files, file)}</FileLink>
        )}
        {file.error !== null && <span className="under">{file.error}</span>}
        {(file.understood?.notes ?? []).map(({ code, message }) => (
          <span key={code} className="under">
            {message}
          </span>
        ))}
        <WaitingLinks file={file} />
      </div>
    ),
  }
}

const columns: Column<SourceFile>[] = [
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (file) => <FileStateCell file={file} />,
  },
  {
    key: 'project',
    title: '项目',
    phone: 'more',
    cell: (file) => <ProjectsCell projects={file.projects} count={file.projects.length} />,
  },
  countColumn('added', '新增（行）', newLinesOf),
  countColumn('superseded', '更正（行）', correctedLinesOf),
  countColumn('unchanged', '原样已有（行）', (changed) => changed.unchanged),
  countColumn('workers', '工人', (changed) => changed.workers),
  countColumn('new', '新工人', (changed) => changed.workersNew),
  withdrawColumn<SourceFile>((file) => file.id),
]

function countColumn(
  key: string,
  title: string,
  of: (changed: Changed) => number,
): Column<SourceFile> {
  return {
    key,
    title,
    align: 'right',
    phone: 'last',
    cell: (file) => (file.changed === null ? '—' : sayCount(of(file.changed))),
  }
}
