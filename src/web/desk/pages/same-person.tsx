import { Segmented } from 'antd'
import { listMerges, MergeFilter } from '../../../modules/labour/contract-merges.ts'
import type { MergeRow } from '../../../modules/labour/contract-merges.ts'
import { mergeReasons, mergeStates } from '../../../modules/labour/words.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListFoot } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { useSourceNames } from '../parts/sources.tsx'
import type { NamedSources } from '../parts/sources.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { Decide, Undo } from './decide-merge.tsx'
import { PairTable } from './pair-table.tsx'

/** Two of one name on a project who may be one person: nothing is merged unless somebody says so here. */
export function SamePersonPage() {
  const { filter, change } = useFilter(MergeFilter)
  const list = useRead(listMerges, { query: { ...filter, ...useAfter(), limit: 10 } })
  const names = useSourceNames(list.rows.map(({ importId }) => ({ importId, sheet: 1, row: 1 })))
  const isOpen = filter.show === 'open'
  const isNarrowed = filter.imports !== undefined || filter.worker !== undefined
  const paging = usePaging(list.next, `本页 ${list.rows.length} 对，共 ${sayCount(list.total)} 对`)
  return (
    <Page
      title="同一人核对"
      why="同一项目上两名同名工人，证件号码不同，但银行卡、手机号或号码相近，可能是同一人。程序不自动合并，由治欠办看过证件后决定；合并可以撤销。"
      actions={
        <>
          <ExportButton list={listMerges} query={filter} />
          <Segmented
            aria-label="看哪些"
            value={filter.show}
            options={[
              { value: 'open', label: '待核对' },
              { value: 'decided', label: '已办' },
            ]}
            onChange={(show) => change({ show: show === 'open' ? undefined : show })}
          />
        </>
      }
    >
      {isNarrowed && (
        <p className="notice space-below">
          只列出{filter.worker === undefined ? '这批表提出的' : '这名工人的'}。
          <button
            type="button"
            className="plain-button as-link"
            onClick={() => change({ imports: undefined, worker: undefined })}
          >
            看全部
          </button>
        </p>
      )}
      <div className="stack">
        {list.rows.map((row) => (
          <Pair key={`${row.id} ${row.version}`} row={row} names={names} />
        ))}
        {list.rows.length === 0 && (
          <Card label="同一人核对">
            <EmptyState title={isOpen ? '没有待核对的工人' : '还没有办过'}>
              {isOpen
                ? '表格入账时发现同名、号码相近的工人，会列在这里。'
                : '合并或认定不是同一人之后，记在这里，合并可以撤销。'}
            </EmptyState>
          </Card>
        )}
        {(paging.back !== null || paging.on !== null) && <ListFoot paging={paging} />}
      </div>
    </Page>
  )
}

function Pair({ row, names }: { row: MergeRow; names: NamedSources }) {
  const file = names.find((one) => one.importId === row.importId)?.file
  return (
    <Card
      title={
        <>
          {row.kept.name} <Chip tone="accent">{mergeReasons[row.reason]}</Chip>
          {row.state !== 'open' && (
            <>
              {' '}
              <Chip tone={row.state === 'merged' ? 'done' : 'plain'}>{mergeStates[row.state]}</Chip>
            </>
          )}
        </>
      }
      aside={
        <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}?tab=workers`}>
          {row.projectName}
        </DistrictLink>
      }
    >
      <PairTable row={row} />
      <div className="body">
        <p className="small third">
          {sayInstant(row.raisedAt)} 由{file === undefined ? '一份表' : ` ${file} `}入账时提出。
          {row.decided !== null &&
            `${row.decided.by} ${sayInstant(row.decided.at)} ${mergeStates[row.state]}：${row.decided.why}`}
        </p>
        {row.state === 'open' && <Decide row={row} />}
        {row.state === 'merged' && <Undo row={row} />}
      </div>
    </Card>
  )
}
