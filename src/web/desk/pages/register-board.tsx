import { Checkbox, Select } from 'antd'
import { useState } from 'react'
import { ClassFilter, listClasses } from '../../../modules/register/contract.ts'
import type { ClassRow } from '../../../modules/register/contract.ts'
import { riskClasses } from '../../../modules/register/rules/class.ts'
import type { RiskClass } from '../../../modules/register/rules/class.ts'
import { classRoles } from '../../../modules/register/rules/class.ts'
import { ownerKinds } from '../../../modules/registry/words.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Money } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount } from '../parts/say.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useMe } from '../session.ts'
import { useFilter } from '../use-address.ts'
import { toggled } from './register.tsx'
import { ClassChip, RegisterNav } from './register-nav.tsx'
import { SetClass } from './register-set-class.tsx'

const shown = 15
const whys: Record<RiskClass, string> = {
  A: '最重：当月盯住',
  B: '较重：定期检查',
  C: '一般：常规排查',
}

/** Projects in three columns by class of risk, the most overdue of each first. */
export function RegisterBoardPage() {
  const { filter, change } = useFilter(ClassFilter)
  const { roles, towns } = useMe()
  const [codes, setCodes] = useState<ReadonlySet<string>>(new Set())
  const mayAct = classRoles.set.some((role) => roles.includes(role))
  return (
    <Page
      title="项目风险等级"
      why="A 最重。等级按规则定，也可以由人定并写明理由；标准化等级是另一项，单独列出。"
      actions={<ExportButton list={listClasses} query={filter} />}
    >
      <RegisterNav />
      <div className="filters flush" role="search" aria-label="筛选项目">
        <SearchBox
          label="项目名称或编号"
          value={filter.search}
          longest={60}
          search={(search) => change({ search })}
        />
        <Select
          aria-label="镇街"
          allowClear
          placeholder="镇街"
          value={filter.town ?? null}
          onChange={(town) => change({ town: town ?? undefined })}
          popupMatchSelectWidth={false}
          options={towns.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Select
          aria-label="怎样定的"
          allowClear
          placeholder="怎样定的"
          value={filter.how ?? null}
          onChange={(how) => change({ how: how ?? undefined })}
          popupMatchSelectWidth={false}
          options={[
            { value: 'rule' as const, label: '按规则' },
            { value: 'officer' as const, label: '人工定' },
          ]}
        />
      </div>
      {codes.size > 0 && (
        <div className="batch-bar">
          <b>已选 {codes.size} 个项目</b>
          <SetClass codes={[...codes]} done={() => setCodes(new Set())} />
        </div>
      )}
      <div className="board">
        {riskClasses.map((of) => (
          <Column
            key={of}
            of={of}
            filter={filter}
            choose={
              mayAct ? { codes, toggle: (code) => setCodes((now) => toggled(now, code)) } : null
            }
          />
        ))}
      </div>
    </Page>
  )
}

interface Choose {
  readonly codes: ReadonlySet<string>
  readonly toggle: (code: string) => void
}

function Column(props: { of: RiskClass; filter: ClassFilter; choose: Choose | null }) {
  const { of, filter, choose } = props
  const [most, setMost] = useState(shown)
  return (
    <Part
      of={listClasses}
      input={{ query: { ...filter, class: of, limit: most } }}
      heights={[44, 72, 72, 72]}
    >
      {({ rows, counts, next }) => (
        <Card
          label={`${of} 类项目`}
          title={<ClassChip of={of} />}
          note={`${sayCount(counts[of])} 个 · ${whys[of]}`}
        >
          {rows.length === 0 ? (
            <EmptyState title="没有这一类的项目" />
          ) : (
            <ul className="rows inner">
              {rows.map((row) => (
                <li key={row.projectId}>
                  <BoardRow row={row} choose={choose} />
                </li>
              ))}
            </ul>
          )}
          {next !== null && most < 200 && (
            <p className="body">
              <button
                type="button"
                className="plain-button"
                onClick={() => setMost(Math.min(200, most * 2))}
              >
                再看一些
              </button>
            </p>
          )}
          {next !== null && most >= 200 && (
            <p className="body small third">只列前 {most} 个，其余请筛选或导出。</p>
          )}
        </Card>
      )}
    </Part>
  )
}

function BoardRow({ row, choose }: { row: ClassRow; choose: Choose | null }) {
  const code = encodeURIComponent(row.projectCode)
  return (
    <>
      {choose !== null && (
        <Checkbox
          className="row-box"
          aria-label={`选中 ${row.projectName}`}
          checked={choose.codes.has(row.projectCode)}
          onChange={() => choose.toggle(row.projectCode)}
        />
      )}
      <DistrictLink to={`/projects/${code}`}>{row.projectName}</DistrictLink>{' '}
      {row.how === 'officer' && <Chip tone="unconfirmed">人工</Chip>}
      <span className="under">
        {[row.town, ownerKinds[row.ownerKind]].filter((one) => one !== null).join(' · ')}
        {row.standardGrade !== null && ` · 标准化等级 ${row.standardGrade}`}
      </span>
      {(row.overdueFen > 0 || row.class !== 'C') && (
        <span className="under">
          逾期欠付 <Money fen={row.overdueFen} /> 元，{sayCount(row.people)} 人
        </span>
      )}
      {(row.class !== 'C' || row.how === 'officer') && <span className="under">{row.reason}</span>}
      <span className="under">
        {row.entryId === null ? (
          <DistrictLink to={`/register/new?project=${code}`}>列入台账</DistrictLink>
        ) : (
          <DistrictLink to={`/register/${row.entryId}`}>在台账上</DistrictLink>
        )}
      </span>
    </>
  )
}
