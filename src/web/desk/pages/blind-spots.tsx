import { Button, Segmented, Select } from 'antd'
import { deskRoles } from '../../../kernel/role.ts'
import {
  BlindSpotFilter,
  listBlindSpots,
  viewBlindSpotMatrix,
} from '../../../modules/coverage/contract.ts'
import type { BlindSpotMatrix, BlindSpotRow } from '../../../modules/coverage/contract.ts'
import { expectedSources } from '../../../modules/coverage/rules/expectation.ts'
import { ruleTitle } from '../../../modules/coverage/words.ts'
import { rolesOf } from '../../../modules/tasks/rules/task-steps.ts'
import { optionsOf, projectSources } from '../labels.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Narrowed } from '../parts/narrowed.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { sayRole, useMe } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { useChosen } from '../use-chosen.ts'
import { useDistrict } from '../district.ts'
import { blindSpotColumns } from './blind-spot-columns.tsx'
import { TaskBatch } from './task-batch.tsx'

type Filter = ReturnType<typeof useFilter<typeof BlindSpotFilter.shape>>

/** Projects that one source sees and another, which should know them, does not. */
export function BlindSpotsPage() {
  const district = useDistrict()
  const { roles, towns } = useMe()
  const { filter, said, change } = useFilter(BlindSpotFilter)
  const matrix = useRead(viewBlindSpotMatrix)
  const list = useRead(listBlindSpots, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(
    list.next,
    `本页 ${list.rows.length} 处，共 ${sayCount(list.counts.total)} 处 · 期限早的在前`,
  )
  const tasks = list.rows.flatMap(({ task }) => task ?? [])
  const { chosen, rows: chosenTasks, toggle, all, clear } = useChosen(tasks)
  const mayAct = filter.state === 'open' && rolesOf.urge.some((role) => roles.includes(role))
  return (
    <Page
      title="监管盲区"
      crumb={[{ to: '/projects', text: '项目' }]}
      why={`有部门看到、而应当登记的部门名单里没有的项目：没有了结 ${sayCount(matrix.total.value)} 处，超期未答复 ${sayCount(matrix.late.value)} 处。名单补齐，自动了结。`}
      actions={
        <>
          <DistrictLink to="/blind-spots/rules" className="step-link">
            应登记规则
          </DistrictLink>
          <ExportButton list={listBlindSpots} query={filter} />
        </>
      }
    >
      <div className="stack">
        {matrix.total.value > 0 && <Matrix matrix={matrix} />}
        <Card label="监管盲区列表">
          <Filters filter={filter} change={change} first={list.rows[0]} late={list.counts.late} />
          {mayAct && tasks.length > 0 && (
            <div className="batch-bar">
              {chosen.size === 0 ? (
                <Button size="small" onClick={all}>
                  全选本页
                </Button>
              ) : (
                <TaskBatch tasks={chosenTasks} done={clear} />
              )}
            </div>
          )}
          <ListTable
            label="监管盲区"
            columns={blindSpotColumns(towns, mayAct ? { chosen, toggle } : null)}
            rows={list.rows}
            rowKey={(row) => row.id}
            open={(row) =>
              row.task === null
                ? `/d/${district}/projects/${encodeURIComponent(row.projectCode)}`
                : `/d/${district}/tasks/${row.task.id}`
            }
            paging={paging}
            empty={<Nothing narrowed={Object.keys(said).length > 0} />}
          />
        </Card>
      </div>
    </Page>
  )
}

/** Who sees the projects and where they are missing; every figure opens its rows. */
function Matrix({ matrix }: { matrix: BlindSpotMatrix }) {
  const { rows, totals, total } = matrix
  return (
    <Card title="谁看到、谁没有登记" note="处；几个部门都看到的，每行都算，合计只算一次">
      <div className="scroll-x" role="region" tabIndex={0} aria-label="谁看到、谁没有登记">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">谁已看到</th>
              {totals.map(({ missing }) => (
                <th key={missing} scope="col" className="right">
                  {projectSources[missing]}没有
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ seenBy, cells }) => (
              <tr key={seenBy}>
                <th scope="row">{projectSources[seenBy]}</th>
                {cells.map(({ missing, count }) => (
                  <td key={missing} className="right">
                    <Cell count={count} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                合计{' '}
                <DistrictLink to={total.rows} className="underlined">
                  {sayCount(total.value)}
                </DistrictLink>
              </th>
              {totals.map(({ missing, count }) => (
                <td key={missing} className="right">
                  <Cell count={count} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  )
}

function Cell({ count }: { count: BlindSpotMatrix['total'] }) {
  if (count.value === 0) return <span className="third">0</span>
  return <DistrictLink to={count.rows}>{sayCount(count.value)}</DistrictLink>
}

function Filters(
  props: Pick<Filter, 'filter' | 'change'> & { first: BlindSpotRow | undefined; late: number },
) {
  const { filter, change, first } = props
  const { towns } = useMe()
  const choice = (
    name: 'missing' | 'seenBy' | 'town' | 'owner' | 'only',
    text: string,
    options: { value: string; label: string }[],
  ) => (
    <Select
      className="choice"
      aria-label={text}
      allowClear
      popupMatchSelectWidth={false}
      placeholder={text}
      value={filter[name] ?? null}
      onChange={(value: string | null) => change({ [name]: value ?? undefined })}
      options={options}
    />
  )
  return (
    <div className="filters" role="search" aria-label="筛选监管盲区">
      <Segmented
        aria-label="状态"
        value={filter.state}
        onChange={(state) => change({ state })}
        options={[
          { value: 'open', label: '没有了结' },
          { value: 'closed', label: '已了结' },
          { value: 'all', label: '全部' },
        ]}
      />
      {choice(
        'missing',
        '谁没有登记',
        expectedSources.map((value) => ({ value, label: projectSources[value] })),
      )}
      {choice('seenBy', '谁已看到', optionsOf(projectSources))}
      {choice('town', '镇街', [
        ...towns.map(({ code, name }) => ({ value: code, label: name })),
        { value: 'none', label: '属地未填' },
      ])}
      {choice(
        'owner',
        '承办岗位',
        deskRoles.map((role) => ({ value: role, label: sayRole(role) })),
      )}
      {choice('only', '办理情况', [
        { value: 'late', label: '超期未答复' },
        { value: 'to-check', label: '待核验' },
        { value: 'unowned', label: '无人承办' },
      ])}
      {filter.project !== undefined && (
        <Narrowed
          text={`项目：${first?.projectName ?? filter.project}`}
          drop={() => change({ project: undefined })}
        />
      )}
      {filter.rule !== undefined && (
        <Narrowed
          text={`规则：${ruleTitle(filter.rule)}`}
          drop={() => change({ rule: undefined })}
        />
      )}
    </div>
  )
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  if (narrowed) {
    return (
      <EmptyState
        title="没有符合条件的盲区"
        action={<DistrictLink to="/blind-spots">看全部没有了结的</DistrictLink>}
      />
    )
  }
  return (
    <EmptyState
      title="没有监管盲区"
      action={<DistrictLink to="/blind-spots/rules">看应登记规则</DistrictLink>}
    >
      两个以上部门的项目名单入账后，一个部门有、应当登记的部门没有的项目会列在这里。
    </EmptyState>
  )
}
