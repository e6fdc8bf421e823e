import { Select } from 'antd'
import { useParams } from 'react-router'
import {
  ItemFilter,
  type ItemRow,
  listItems,
  viewRound,
} from '../../../modules/screening/contract.ts'
import { findingNames, itemStateNames, listedAsNames } from '../../../modules/screening/words.ts'
import { useDistrict } from '../district.ts'
import { industries, optionsOf, ownerKinds } from '../labels.ts'
import { Chip, type ChipTone } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { type Column, ListTable } from '../parts/list-table.tsx'
import { Yuan } from '../parts/money.tsx'
import { Narrowed } from '../parts/narrowed.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useMe } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'

const tones: Record<ItemRow['state'], ChipTone> = {
  waiting: 'plain',
  screened: 'done',
  'could-not': 'unconfirmed',
  unlisted: 'plain',
}

/** How a project of a round stands; of what was missed, that it was. */
export function ItemStateChip({ row }: { row: Pick<ItemRow, 'state' | 'isMissed' | 'isLate'> }) {
  if (row.isMissed) return <Chip tone="bad">漏查</Chip>
  const name = itemStateNames[row.state]
  return (
    <Chip tone={tones[row.state]}>
      {row.state === 'screened' && '✓ '}
      {row.isLate ? '逾期才排查' : name}
    </Chip>
  )
}

export function ScreeningItemsPage() {
  const district = useDistrict()
  const roundId = useParams()['roundId'] ?? ''
  const { title } = useRead(viewRound, { params: { roundId } })
  const { filter, said, change } = useFilter(ItemFilter)
  const params = { roundId }
  const list = useRead(listItems, { params, query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 个，按镇街和名称`)
  return (
    <Page
      title={listedAsNames[filter.state]}
      crumb={[
        { to: '/screening', text: '排查' },
        { to: `/screening/${roundId}`, text: title },
      ]}
      crumbEnd={listedAsNames[filter.state]}
      actions={<ExportButton list={listItems} params={params} query={filter} />}
    >
      <Card label="排查清单">
        <Filters filter={filter} change={change} />
        <ListTable
          label="排查清单"
          columns={columnsOf(roundId)}
          rows={list.rows}
          rowKey={(row) => row.projectId}
          open={(row) =>
            row.itemId === null
              ? `/d/${district}/projects/${encodeURIComponent(row.projectCode)}`
              : `/d/${district}/screening/${roundId}/items/${row.itemId}`
          }
          paging={paging}
          empty={
            <EmptyState
              title="没有符合条件的项目"
              action={
                Object.keys(said).length > 0 && (
                  <DistrictLink to={`/screening/${roundId}/items`}>看全部已知项目</DistrictLink>
                )
              }
            />
          }
        />
      </Card>
    </Page>
  )
}

function Filters({
  filter,
  change,
}: Pick<ReturnType<typeof useFilter<typeof ItemFilter.shape>>, 'filter' | 'change'>) {
  const { towns } = useMe()
  const choice = (
    label: string,
    name: 'town' | 'industry' | 'ownerKind' | 'only',
    options: { value: string; label: string }[],
  ) => (
    <Select
      aria-label={label}
      allowClear
      placeholder={label}
      value={filter[name] ?? null}
      onChange={(chosen: string | null) => change({ [name]: chosen ?? undefined })}
      options={options}
    />
  )
  return (
    <div className="filters" role="search" aria-label="筛选项目">
      <Select
        aria-label="排查情况"
        value={filter.state}
        onChange={(state: string) => change({ state })}
        options={optionsOf(listedAsNames)}
      />
      {choice('镇街', 'town', [
        ...towns.map(({ code, name }) => ({ value: code, label: name })),
        { value: 'none', label: '未定镇街' },
      ])}
      {choice('行业', 'industry', optionsOf(industries))}
      {choice('建设单位性质', 'ownerKind', optionsOf(ownerKinds))}
      {choice('只看', 'only', [
        { value: 'found', label: '发现问题的' },
        { value: 'twice', label: '有两份报告的' },
        { value: 'mine', label: '我的岗位的' },
      ])}
      <SearchBox
        label="名称或编号"
        value={filter.search}
        longest={60}
        search={(search) => change({ search })}
      />
      {filter.owner !== undefined && (
        <Narrowed text="一个岗位的" drop={() => change({ owner: undefined })} />
      )}
    </div>
  )
}

function columnsOf(roundId: string): Column<ItemRow>[] {
  return [
    {
      key: 'project',
      title: '项目',
      phone: 'first',
      cell: (row) => (
        <>
          <DistrictLink
            to={
              row.itemId === null
                ? `/projects/${encodeURIComponent(row.projectCode)}`
                : `/screening/${roundId}/items/${row.itemId}`
            }
          >
            {row.projectName}
          </DistrictLink>
          <span className="under">
            {[row.projectCode, row.townName, industries[row.industry]]
              .filter((one) => one !== null)
              .join(' · ')}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      title: '排查情况',
      phone: 'figure',
      cell: (row) => (
        <>
          <ItemStateChip row={row} /> {row.reports > 1 && <Chip tone="accent">两份</Chip>}
        </>
      ),
    },
    {
      key: 'owner',
      title: '谁排查',
      phone: 'more',
      cell: (row) => (
        <>
          {row.ownerName ?? <span className="third">未列入</span>}{' '}
          {row.isUnowned && <Chip tone="bad">无人承办</Chip>}
        </>
      ),
    },
    {
      key: 'day',
      title: '哪天，谁报',
      phone: 'last',
      cell: (row) =>
        row.screenedOn === null ? (
          <span className="third">—</span>
        ) : (
          <>
            <Day on={row.screenedOn} /> <span className="under">{row.reportedByName}</span>
          </>
        ),
    },
    {
      key: 'people',
      title: '现场人数',
      align: 'right',
      phone: 'last',
      cell: (row) => row.headcount ?? <span className="third">—</span>,
    },
    { key: 'found', title: '发现', phone: 'more', cell: (row) => <FoundCell row={row} /> },
  ]
}

function FoundCell({ row }: { row: ItemRow }) {
  if (row.state === 'could-not') return <span className="second">{row.reason}</span>
  if (row.state !== 'screened') return <span className="third">—</span>
  const boards = row.boards === 'yes' || row.boards === null ? [] : ['告示牌不齐']
  const said = [...row.findings.map((finding) => findingNames[finding]), ...boards]
  if (said.length === 0) return <span className="third">没有发现问题</span>
  return (
    <>
      {said.join('、')}
      {row.unpaidPeople > 0 && (
        <span className="under">
          欠薪 {row.unpaidPeople} 人
          {row.unpaidFen > 0 && (
            <>
              ，<Yuan fen={row.unpaidFen} />
            </>
          )}
        </span>
      )}
    </>
  )
}
