import { Segmented } from 'antd'
import { useState } from 'react'
import { isAdministrator, Role } from '../../../kernel/role.ts'
import { viewRights } from '../../../modules/people/contract-rights.ts'
import type { Right } from '../../../modules/people/contract-rights.ts'
import { Icon } from '../parts/icon.tsx'
import { Card, Page } from '../parts/page.tsx'
import { useRead } from '../read.ts'
import { rightGroups } from '../right-labels.ts'
import { sayRole } from '../session.ts'
import { useNarrow } from '../use-narrow.ts'

const business = Role.options.filter((role) => !isAdministrator(role))
const roles = [...business, ...Role.options.filter(isAdministrator)]

/** Who may do what, as the server's own routes say it. */
export function RightsPage() {
  const { rights } = useRead(viewRights)
  const [show, setShow] = useState<'all' | 'writes'>('all')
  const shown = rights.filter(({ isWrite }) => show === 'all' || isWrite)
  return (
    <Page
      title="岗位权限"
      why="哪个岗位能办什么。这张表由程序自己的接口生成，和实际执行的完全一致；能看清单的岗位也能导出它。"
      actions={
        <Segmented
          aria-label="看哪些"
          value={show}
          options={[
            { value: 'all', label: '全部' },
            { value: 'writes', label: '只看办理' },
          ]}
          onChange={setShow}
        />
      }
    >
      <div className="stack">
        <Card title="三员分立">
          <p className="body">
            系统管理员、安全管理员、审计管理员各有单独的账号：都看不到业务数据，谁也不能兼任，也不能兼业务岗位。
          </p>
        </Card>
        {groupsOf(shown).map(({ title, rows }) => (
          <Group key={title} title={title} rows={rows} />
        ))}
      </div>
    </Page>
  )
}

interface Named extends Right {
  readonly label: string
}

/** In the order of the labels; one without stands last, under its own name. */
function groupsOf(rights: readonly Right[]): { title: string; rows: Named[] }[] {
  const left = new Map(rights.map((right) => [right.name, right]))
  const groups = rightGroups.map((group) => ({
    title: group.title,
    rows: Object.entries(group.rights).flatMap(([name, label]): Named[] => {
      const right = left.get(name)
      left.delete(name)
      return right === undefined ? [] : [{ ...right, label }]
    }),
  }))
  const rest = [...left.values()].map((right) => ({ ...right, label: right.name }))
  return [...groups, { title: '其他', rows: rest }].filter(({ rows }) => rows.length > 0)
}

function Group({ title, rows }: { title: string; rows: readonly Named[] }) {
  const narrow = useNarrow()
  return (
    <Card title={title} note={`${rows.length} 项`}>
      {narrow ? <Blocks rows={rows} /> : <Wide title={title} rows={rows} />}
    </Card>
  )
}

function Wide({ title, rows }: { title: string; rows: readonly Named[] }) {
  return (
    <table className="rights" aria-label={`${title}：岗位权限`}>
      <thead>
        <tr>
          <th scope="col">办什么</th>
          {roles.map((role) => (
            <th key={role} scope="col">
              {sayRole(role)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              {row.label}
              {row.isWrite && <span className="third"> · 办理</span>}
            </th>
            {roles.map((role) => (
              <td key={role}>
                {row.roles.includes(role) && (
                  <>
                    <Icon name="tick" />
                    <span className="unseen">可以</span>
                  </>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Blocks({ rows }: { rows: readonly Named[] }) {
  return (
    <ul className="rights-blocks">
      {rows.map((row) => (
        <li key={row.name}>
          <b>{row.label}</b>
          <span className="under">{row.roles.map(sayRole).join('、')}</span>
        </li>
      ))}
    </ul>
  )
}
