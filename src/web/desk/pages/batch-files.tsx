import { Button } from 'antd'
import { useState } from 'react'
import { viewDeviceUsers } from '../../../modules/exchange/contract-devices.ts'
import { chooseProject, viewBatch } from '../../../modules/exchange/contract.ts'
import { rehearseBatch } from '../../../modules/exchange/contract-imports.ts'
import { isClueList } from '../../../modules/recognition/rules/standing-alone.ts'
import type { Batch, SourceFile } from '../../../modules/exchange/contract.ts'
import { fileStates, joinedBys } from '../labels.ts'
import { Card, DistrictLink } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { useAction } from '../use-action.ts'
import { nameIn, sayUnpacked } from './file-groups.ts'
import { listedIn, type ProjectChoice, ProjectSelect, sayListed } from './project-choice.tsx'

/** More files than these stand folded: the first are enough to see that all went well. */
const shown = 8

/** Each file with the project it is joined to and why, and whether it is in already; the project can be changed. */
export function BatchFiles({ batch }: { batch: Batch }) {
  const [all, setAll] = useState(false)
  const files = batch.files.filter((file) => file.state === 'understood')
  if (files.length === 0) return null
  // What needs a look comes first.
  const inOrder = files.toSorted((a, b) => weightOf(a) - weightOf(b))
  const listed = inOrder.slice(0, all ? undefined : shown)
  const zips = batch.files.filter((zip) => listed.some((file) => file.unpackedFrom === zip.id))
  return (
    <Card title="记到哪个项目" note={`${sayCount(files.length)} 个文件`}>
      <ul className="rows body">
        {listed
          .filter((file) => zips.every((zip) => zip.id !== file.unpackedFrom))
          .map((file) => (
            <FileProject key={file.id} batch={batch} file={file} />
          ))}
        {zips.map((zip) => (
          <li key={zip.id}>
            <b>{zip.name}</b>
            <span className="under">{sayUnpacked(batch.files, zip)}</span>
            <ul className="rows inner">
              {listed
                .filter((file) => file.unpackedFrom === zip.id)
                .map((file) => (
                  <FileProject key={file.id} batch={batch} file={file} />
                ))}
            </ul>
          </li>
        ))}
      </ul>
      {!all && files.length > shown && (
        <p className="body">
          <Button size="small" onClick={() => setAll(true)}>
            还有 {sayCount(files.length - shown)} 个，都列出来
          </Button>
        </p>
      )}
    </Card>
  )
}

function weightOf(file: SourceFile): number {
  if (file.joinedBy === null) return 0
  return file.twin === null ? 2 : 1
}

function FileProject({ batch, file }: { batch: Batch; file: SourceFile }) {
  const [changing, setChanging] = useState(false)
  const [chosen, setChosen] = useState<ProjectChoice | undefined>()
  const choose = useAction(chooseProject, {
    refresh: [viewBatch, rehearseBatch, viewDeviceUsers],
    done: () => setChanging(false),
  })
  const params = { batchId: batch.id }
  return (
    <li>
      <b>{nameIn(batch.files, file)}</b>
      {file.twin && <Twin batch={batch} file={file} />}
      <span className="under">
        <Joined batch={batch} file={file} />{' '}
        {file.joinedBy !== 'code' && !changing && (
          <button type="button" className="plain-button as-link" onClick={() => setChanging(true)}>
            {file.joinedBy === null ? '指定' : '不对，改'}
            <span className="for-reader">{file.name}的项目</span>
          </button>
        )}
      </span>
      {changing && (
        <div className="filters flush above">
          <ProjectSelect listed={listedIn(batch)} value={chosen} pick={setChosen} />
          <Button
            type="primary"
            disabled={chosen === undefined}
            loading={choose.running}
            onClick={() =>
              chosen !== undefined && choose.run({ params, body: { ...chosen, files: [file.id] } })
            }
          >
            记到它名下
          </Button>
          <Button onClick={() => setChanging(false)}>不改</Button>
        </div>
      )}
    </li>
  )
}

function Joined({ batch, file }: { batch: Batch; file: SourceFile }) {
  const { joinedBy, project, projects, listed } = file
  if (joinedBy === null) return <>还没有定</>
  if (listed !== null) {
    return (
      <>
        {sayListed(listed)}，随同批清单登记（{joinedBys[joinedBy]}）
      </>
    )
  }
  const first = project ?? projects[0]
  const own = first === undefined ? ownProjects(file) : null
  if (own !== null) return <>{own}</>
  return (
    <>
      {first === undefined ? (
        <>{listedName(batch, file)}，项目清单里有</>
      ) : (
        <DistrictLink to={`/projects/${encodeURIComponent(first.code)}`}>{first.name}</DistrictLink>
      )}
      {project === null && projects.length > 1 && ` 等 ${sayCount(projects.length)} 个项目`}（
      {joinedBys[joinedBy]}）
    </>
  )
}

/** How the project is written that a list of the same batch will make: here, or in what this file follows. */
function listedName(batch: Batch, file: SourceFile): string {
  const files = file.joinedBy === 'batch' ? batch.files : [file]
  const written = files.flatMap(({ understood }) => understood?.speaksOf?.projectNames ?? [])
  const listed = batch.files.flatMap(({ understood }) => understood?.speaksOf?.lists?.names ?? [])
  return written[0] ?? listed[0] ?? '同批'
}

/** A list that nobody need say a project of: what its lines are of, it says itself. */
function ownProjects(file: SourceFile): string | null {
  const kinds = file.understood?.sheets.map(({ kind }) => kind) ?? []
  if (kinds.includes('project-list')) return '清单里写的项目'
  if (kinds.includes('deposit-list') || kinds.includes('standard-list'))
    return '各行写的项目，没有登记的等补正'
  if (kinds.length > 0 && kinds.every((kind) => kind === 'instructions')) return '填写说明，不入账'
  return kinds.some(isClueList) ? '线索，不记到项目' : null
}

/** The same content is in already, or lies in this batch twice: committing it changes nothing. */
function Twin({ batch, file }: { batch: Batch; file: SourceFile }) {
  const { twin } = file
  if (twin === null) return null
  if (twin.batchId === batch.id) {
    return <span className="notice flush above">和本批的「{twin.name}」一模一样，只入账一次。</span>
  }
  return (
    <span className="notice flush above">
      <span>
        {fileStates.repeated}：{twin.committedAt !== null && sayInstant(twin.committedAt)}{' '}
        {twin.droppedBy} 放入的{' '}
        <DistrictLink to={`/import/${twin.batchId}`}>{twin.name}</DistrictLink>
        ，内容一字不差。再入账不会有任何改动。
      </span>
    </span>
  )
}
