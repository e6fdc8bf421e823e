import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import { listBlindSpots, viewBlindSpotMatrix } from '../../../modules/coverage/contract.ts'
import {
  listProjectHistory,
  listProjects,
  viewProject,
} from '../../../modules/dashboards/contract.ts'
import {
  joinProjects,
  listJoinQuestions,
  listProjectSources,
  partProjects,
  separateSource,
} from '../../../modules/registry/contract-sources.ts'
import type { JoinedProject, SourceRecord } from '../../../modules/registry/contract-sources.ts'
import { whyNotSeparate } from '../../../modules/registry/rules/join-question.ts'
import { registryWords } from '../../../modules/registry/words.ts'
import { useNavigate } from 'react-router'
import { useDistrict } from '../district.ts'
import { matchFactNames, projectSources } from '../labels.ts'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Field } from '../parts/field.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayInstant } from '../parts/say.ts'
import { Source, useSourceNames } from '../parts/sources.tsx'
import type { NamedSources } from '../parts/sources.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { OtherProject } from './answer-question.tsx'

const old = [
  listProjectSources,
  viewProject,
  listProjects,
  listProjectHistory,
  listJoinQuestions,
  listBlindSpots,
  viewBlindSpotMatrix,
]

/** Which source says what of a project, under what number and on what day; a wrong joining is undone here. */
export function ProjectSources({ code }: { code: string }) {
  return (
    <Card title="来源" note="哪个部门的名单里有它，各自的编号和日期">
      <Part of={listProjectSources} input={{ params: { code } }} heights={[36, 36]}>
        {(reply) => <Sources code={code} rows={reply.rows} joined={reply.joined} />}
      </Part>
    </Card>
  )
}

function Sources(props: { code: string; rows: SourceRecord[]; joined: JoinedProject[] }) {
  const { code, rows, joined } = props
  const { roles } = useMe()
  const [acting, setActing] = useState<SourceRecord | 'join' | null>(null)
  const names = useSourceNames(rows.flatMap((row) => (row.importId === null ? [] : [placeOf(row)])))
  const may = mayCall(separateSource, roles)
  return (
    <>
      <div className="filters">
        <span className="at-end buttons">
          {may && (
            <Button size="small" onClick={() => setActing(acting === 'join' ? null : 'join')}>
              并入另一个项目
            </Button>
          )}
          <ExportButton small of="来源" list={listProjectSources} params={{ code }} />
        </span>
      </div>
      <ListTable
        label="来源"
        columns={[...columns, ...actColumns(names, may ? setActing : null)]}
        rows={rows}
        rowKey={(row) => row.recordId}
      />
      {acting === 'join' && <JoinInto code={code} close={() => setActing(null)} />}
      {acting !== null && acting !== 'join' && (
        <Separate key={acting.recordId} record={acting} close={() => setActing(null)} />
      )}
      {joined.map((one) => (
        <Joined key={one.id} code={code} project={one} may={may} />
      ))}
    </>
  )
}

function placeOf({ importId, sheet, row }: SourceRecord) {
  return { importId: importId ?? '', sheet: sheet ?? 1, row: row ?? 1 }
}

const columns: Column<SourceRecord>[] = [
  {
    key: 'source',
    title: '来源',
    phone: 'first',
    cell: (row) => (
      <>
        {projectSources[row.source]}
        <span className="under">{row.ownNumber ?? row.permitNumber ?? '没有编号'}</span>
      </>
    ),
  },
  {
    key: 'name',
    title: '那里的名称',
    phone: 'more',
    cell: (row) => (
      <>
        {row.name}
        <span className="under">
          {[row.town, row.place].filter((one) => one !== null).join(' ')}
        </span>
      </>
    ),
  },
  {
    key: 'firms',
    title: '建设单位和总包',
    phone: 'more',
    cell: (row) => (
      <>
        {row.owner?.name ?? '没有写'}
        <span className="under">{row.contractor?.name ?? '没有写'}</span>
      </>
    ),
  },
  { key: 'said', title: '日期', phone: 'figure', cell: (row) => <Day on={row.saidOn} /> },
  {
    key: 'why',
    title: '怎么对上的',
    phone: 'last',
    cell: (row) => (
      <>
        {row.joinedBy === null ? '' : joinedBys[row.joinedBy]}
        <span className="under">
          {row.agrees.length > 0 &&
            `${row.agrees.map((fact) => matchFactNames[fact]).join('、')}相同`}
        </span>
      </>
    ),
  },
]

const joinedBys = { made: '按它登记', rule: '自动并入', officer: '人工判断' } as const

function actColumns(
  names: NamedSources,
  act: ((row: SourceRecord) => void) | null,
): Column<SourceRecord>[] {
  const file: Column<SourceRecord> = {
    key: 'file',
    title: '名单',
    phone: 'last',
    cell: (row) =>
      row.importId === null ? '页面登记' : <Source source={placeOf(row)} names={names} />,
  }
  if (act === null) return [file]
  const button: Column<SourceRecord> = {
    key: 'act',
    title: '操作',
    phone: 'last',
    cell: (row) => {
      const refusal = whyNotSeparate({ projectId: row.recordId, ...row })
      return (
        <Button
          size="small"
          disabled={refusal !== null}
          title={refusal === null ? undefined : sentence(registryWords, refusal.code)}
          onClick={() => act(row)}
        >
          拆开
        </Button>
      )
    },
  }
  return [file, button]
}

/** What somebody writes before he does it. */
function Reason(props: { id: string; reason: string; type: (text: string) => void }) {
  return (
    <Field id={`why-${props.id}`} label="理由" hint="写进项目的经过。">
      {(box) => (
        <Input
          {...box}
          maxLength={200}
          value={props.reason}
          onChange={(event) => props.type(event.target.value)}
        />
      )}
    </Field>
  )
}

function Separate({ record, close }: { record: SourceRecord; close: () => void }) {
  const [into, setInto] = useState<'own-project' | 'question'>('own-project')
  const [reason, setReason] = useState('')
  const separate = useAction(separateSource, { refresh: old, done: close })
  const isMissing = reason.trim() === ''
  return (
    <div className="body form-grid" role="group" aria-label="拆开来源">
      <p className="whole">
        {projectSources[record.source]}的“{record.name}
        ”不是这个项目：它写的内容一并退出，本项目的各项恢复成别处写的。
      </p>
      <div className="field whole">
        <Radio.Group
          value={into}
          onChange={(event) =>
            setInto(event.target.value === 'question' ? 'question' : 'own-project')
          }
          options={[
            { value: 'own-project', label: '另登记为一个项目' },
            { value: 'question', label: '放回来源核对，再判断' },
          ]}
        />
      </div>
      <Reason id={record.recordId} reason={reason} type={setReason} />
      <div className="whole buttons">
        <Button
          danger
          disabled={isMissing}
          title={isMissing ? '请写理由。' : undefined}
          loading={separate.running}
          onClick={() =>
            separate.run({
              params: { recordId: record.recordId },
              body: { into, reason: reason.trim() },
            })
          }
        >
          拆开
        </Button>
        <Button onClick={close}>不拆</Button>
      </div>
    </div>
  )
}

function JoinInto({ code, close }: { code: string; close: () => void }) {
  const district = useDistrict()
  const navigate = useNavigate()
  const [into, setInto] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const join = useAction(joinProjects, {
    refresh: old,
    done: (kept) => void navigate(`/d/${district}/projects/${encodeURIComponent(kept.code)}`),
  })
  const missing = into === null ? '请选一个项目。' : reason.trim() === '' ? '请写理由。' : undefined
  return (
    <div className="body form-grid" role="group" aria-label="并入另一个项目">
      <p className="whole">
        和另一个项目是同一个：本项目不再单列，来源和参建单位并过去。已经有工人、工资或保证金的项目不能并入别的项目。
      </p>
      <OtherProject id="join" code={into} pick={setInto} />
      <Reason id="join" reason={reason} type={setReason} />
      <div className="whole buttons">
        <Button
          danger
          disabled={missing !== undefined}
          title={missing}
          loading={join.running}
          onClick={() =>
            into !== null && join.run({ params: { code }, body: { into, reason: reason.trim() } })
          }
        >
          并入
        </Button>
        <Button onClick={close}>不并</Button>
      </div>
    </div>
  )
}

function Joined(props: { code: string; project: JoinedProject; may: boolean }) {
  const { project, may } = props
  const [reason, setReason] = useState('')
  const [open, setOpen] = useState(false)
  const part = useAction(partProjects, { refresh: old })
  const isMissing = reason.trim() === ''
  return (
    <div className="body form-grid">
      <p className="whole">
        {project.name}（{project.code}）{sayInstant(project.at)} 由{project.by}
        并入：{project.reason}。{' '}
        {may && (
          <button type="button" className="plain-button as-link" onClick={() => setOpen(!open)}>
            撤销合并
          </button>
        )}
      </p>
      {open && (
        <>
          <Reason id={project.id} reason={reason} type={setReason} />
          <div className="whole buttons">
            <Button
              danger
              disabled={isMissing}
              title={isMissing ? '请写理由。' : undefined}
              loading={part.running}
              onClick={() =>
                part.run({
                  params: { code: props.code },
                  body: { projectId: project.id, reason: reason.trim() },
                })
              }
            >
              撤销合并
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
