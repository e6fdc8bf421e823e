import { Button, Select } from 'antd'
import { useState } from 'react'
import { tieFileUsers, viewDeviceUsers } from '../../../modules/exchange/contract-devices.ts'
import type { DeviceUserRow } from '../../../modules/exchange/contract-devices.ts'
import { rehearseBatch } from '../../../modules/exchange/contract-imports.ts'
import { viewBatch, type SourceFile } from '../../../modules/exchange/contract.ts'
import { listProjectWorkers } from '../../../modules/labour/contract.ts'
import type { OwnerSuggestion } from '../../../modules/labour/contract.ts'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { usePart, useRead } from '../read.ts'
import { useAction } from '../use-action.ts'

/** Whether machines' logs are among a file's sheets. */
export function hasDeviceLog(file: Pick<SourceFile, 'understood' | 'state'>): boolean {
  const isOpen = file.state === 'understood' || file.state === 'committed'
  return isOpen && (file.understood?.sheets ?? []).some((sheet) => sheet.kind === 'device-log')
}

/** Whose numbers the users of a log's machines are: asked once, kept, and applied to later logs without a question. */
export function DeviceUsers({ file }: { file: SourceFile }) {
  const params = { fileId: file.id }
  const found = useRead(viewDeviceUsers, { params })
  const [picked, setPicked] = useState<ReadonlyMap<string, string | null>>(new Map())
  const tie = useAction(tieFileUsers, {
    refresh: [viewDeviceUsers, viewBatch, rehearseBatch],
    done: () => setPicked(new Map()),
  })
  if (found.total === 0) return null
  const { project, users } = found
  if (project === null) {
    return (
      <Card title={`考勤机里有 ${sayCount(found.total)} 个人员编号`}>
        <p className="body">先定这份记录是哪个项目的，再把编号对应到工人。</p>
      </Card>
    )
  }
  const chosen = users.flatMap((user) => {
    const workerId = picked.has(keyOf(user)) ? (picked.get(keyOf(user)) ?? null) : likely(user)
    return workerId === null ? [] : [{ device: user.device, userNo: user.userNo, workerId }]
  })
  const pick = (user: DeviceUserRow, workerId: string | null) =>
    setPicked(new Map([...picked, [keyOf(user), workerId]]))
  const untie = ({ device, userNo }: DeviceUserRow) =>
    tie.run({ params, body: { ties: [{ device, userNo, workerId: null }] } })
  return (
    <Card
      title={titleOf(found.untied, found.total)}
      aside={<ExportButton small list={viewDeviceUsers} params={params} />}
    >
      <p className="body">
        对应一次，以后这台机器的记录不再问。没有对应的刷卡先存着，不计入考勤；什么时候对应，什么时候计入。
      </p>
      <ListTable
        label="考勤机里的人员编号"
        columns={columnsOf({
          code: project.code,
          valueOf: (user) =>
            picked.get(keyOf(user)) ?? (picked.has(keyOf(user)) ? null : likely(user)),
          pick,
          untie,
          running: tie.running,
        })}
        rows={users}
        rowKey={keyOf}
      />
      {found.untied > 0 && (
        <div className="body">
          <Button
            type="primary"
            disabled={chosen.length === 0}
            loading={tie.running}
            onClick={() => tie.run({ params, body: { ties: chosen } })}
          >
            {chosen.length === 0 ? '先选工人' : `对应 ${sayCount(chosen.length)} 人`}
          </Button>
        </div>
      )}
    </Card>
  )
}

function titleOf(untied: number, total: number): string {
  if (untied === 0) return `${sayCount(total)} 个设备编号都已对应工人`
  return `${sayCount(untied)} 个设备编号还没有对应工人`
}

function keyOf({ device, userNo }: DeviceUserRow): string {
  return `${device} ${userNo}`
}

/** The only one of the same name, or who has the number at another machine: taken unless somebody chooses otherwise. */
function likely({ owner, suggestions }: DeviceUserRow): string | null {
  if (owner !== null && !owner.isOther) return null
  const telling = suggestions.filter(({ why }) => why !== 'roster-place')
  const [only, ...others] = telling
  return only !== undefined && others.length === 0 ? only.workerId : null
}

interface Choosing {
  readonly code: string
  readonly valueOf: (user: DeviceUserRow) => string | null
  readonly pick: (user: DeviceUserRow, workerId: string | null) => void
  readonly untie: (user: DeviceUserRow) => void
  readonly running: boolean
}

function columnsOf(choosing: Choosing): Column<DeviceUserRow>[] {
  return [
    {
      key: 'user',
      title: '设备编号',
      phone: 'first',
      cell: (user) => (
        <>
          <b>{user.userNo}</b>
          {user.name !== null && ` ${user.name}`}
          {user.device !== '' && <span className="under">设备 {user.device}</span>}
        </>
      ),
    },
    {
      key: 'seen',
      title: '出现',
      phone: 'figure',
      cell: (user) => (
        <>
          {sayCount(user.days)} 天
          <span className="under">
            最近 <Day on={user.lastOn} />
          </span>
        </>
      ),
    },
    {
      key: 'worker',
      title: '工人',
      phone: 'more',
      width: '55%',
      cell: (user) => <Owner user={user} choosing={choosing} />,
    },
  ]
}

function Owner({ user, choosing }: { user: DeviceUserRow; choosing: Choosing }) {
  const { owner } = user
  if (owner === null || owner.isOther) {
    return (
      <>
        {owner !== null && (
          <span className="under">
            原来对应 {owner.name}，这份记录里换了姓名，可能换了人，请重新对应。
          </span>
        )}
        <WorkerChoice
          code={choosing.code}
          user={user}
          value={choosing.valueOf(user)}
          pick={(workerId) => choosing.pick(user, workerId)}
        />
      </>
    )
  }
  return (
    <>
      {owner.name} {owner.team}
      <span className="under">
        {owner.by} 对应{' '}
        <Button
          type="link"
          size="small"
          loading={choosing.running}
          onClick={() => choosing.untie(user)}
        >
          解除
        </Button>
      </span>
    </>
  )
}

const whys: Record<OwnerSuggestion['why'], string> = {
  name: '同名',
  'other-device': '在另一台机器上也是这个编号',
  'roster-place': '名册里的第几名与编号相同',
}

/** A worker of the project: those who are suggested at once, others by some letters of the name or the whole ID number. */
function WorkerChoice(props: {
  code: string
  user: DeviceUserRow
  value: string | null
  pick: (workerId: string | null) => void
}) {
  const { code, user, value, pick } = props
  const [typed, setTyped] = useState('')
  const { data } = usePart(
    listProjectWorkers,
    { params: { code }, query: { search: typed, limit: 20 } },
    { enabled: typed !== '' },
  )
  const suggested = user.suggestions.map((one) => ({
    value: one.workerId,
    label: `${[one.name, one.team, one.idNumber].filter(Boolean).join(' ')}（${whys[one.why]}）`,
  }))
  const known = new Set(suggested.map((one) => one.value))
  const found = (data?.rows ?? [])
    .filter((row) => !known.has(row.workerId))
    .map((row) => ({
      value: row.workerId,
      label: [row.name, row.team, row.idNumber].filter(Boolean).join(' '),
    }))
  return (
    <Select
      className="wide-choice"
      aria-label={`设备编号 ${user.userNo} 是哪个工人`}
      placeholder="输入姓名中的几个字"
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={typed === '' ? '输入姓名后列在这里' : '本项目没有这个姓名的工人'}
      options={[...suggested, ...found]}
      {...(value === null ? {} : { value })}
      onChange={(workerId?: string) => pick(workerId ?? null)}
    />
  )
}
