import { Select } from 'antd'
import { Role } from '../../../kernel/role.ts'
import { sentence } from '../../../kernel/words.ts'
import { AuditFilter, AuditOutcome, listAudit } from '../../../modules/audit/contract.ts'
import type { AuditEntry } from '../../../modules/audit/contract.ts'
import { viewChain } from '../../../modules/audit/contract-chain.ts'
import type { AuditChain } from '../../../modules/audit/contract-chain.ts'
import { auditKept } from '../../../modules/audit/rules/keeping.ts'
import { auditWords } from '../../../modules/audit/words.ts'
import { unmaskedNames, unmaskingReasonNames } from '../../../modules/labour/words.ts'
import { peopleWords, proofNames } from '../../../modules/people/words.ts'
import { exchangeWords } from '../../../modules/exchange/words.ts'
import { registryWords } from '../../../modules/registry/words.ts'
import { auditActions, auditCounts } from '../audit-labels.ts'
import { labelOf } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { DayPicker } from '../parts/day-picker.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { sayBytes, sayCount, sayMoment } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { sayRole } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'

export function AuditPage() {
  const { filter, said, change } = useFilter(AuditFilter)
  const list = useRead(listAudit, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 条，新的在前`)
  return (
    <Page
      title="审计"
      why={`谁在什么时候办了什么，哪些因为没有权限被拒绝。只增不改，不记业务内容，至少保存 ${auditKept.leastMonths} 个月，程序不能删除；每看一页也记一条。${saySealed(useRead(viewChain))}`}
      actions={<ExportButton list={listAudit} query={filter} />}
    >
      <Card label="审计记录">
        <div className="filters" role="search" aria-label="筛选审计记录">
          <SearchBox
            label="对象编号，须完整"
            value={filter.subject}
            longest={100}
            search={(subject) => change({ subject })}
          />
          <SearchBox
            label="谁"
            value={filter.actor}
            longest={60}
            search={(actor) => change({ actor })}
          />
          <Select
            aria-label="办了什么"
            className="wide"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="办了什么"
            options={actionOptions}
            {...(filter.action === undefined ? {} : { value: filter.action })}
            onChange={(action?: string) => change({ action })}
          />
          <Select
            aria-label="结果"
            allowClear
            placeholder="全部结果"
            options={outcomeOptions}
            {...(filter.outcome === undefined ? {} : { value: filter.outcome })}
            onChange={(outcome?: AuditOutcome) => change({ outcome })}
          />
          <DayPicker label="自哪天" value={filter.from} pick={(from) => change({ from })} />
          <DayPicker label="到哪天" value={filter.to} pick={(to) => change({ to })} />
        </div>
        <ListTable
          label="审计记录"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          paging={paging}
          empty={<Nothing isFiltered={Object.keys(said).length > 0} />}
        />
      </Card>
    </Page>
  )
}

/** Sealed entries can be changed by nobody unnoticed: `huxin audit verify` goes through them. */
function saySealed({ sealed, sealedAt, unsealed }: AuditChain): string {
  if (sealedAt === null) return ''
  const waiting = unsealed === 0 ? '' : `，待封存 ${sayCount(unsealed)} 条`
  return `已封存到第 ${sayCount(sealed)} 条（${sayMoment(sealedAt)}）${waiting}。`
}

const actionOptions = Object.entries(auditActions).map(([value, label]) => ({ value, label }))
const outcomeOptions = AuditOutcome.options.map((value) => ({
  value,
  label: sentence(auditWords, `audit.${value}`),
}))

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) {
    return <EmptyState title="还没有审计记录">有人登录、登记或导入后，记录列在这里。</EmptyState>
  }
  return (
    <EmptyState
      title="没有符合条件的审计记录"
      action={<DistrictLink to="/audit">看全部记录</DistrictLink>}
    >
      对象编号须完整：项目编号、批次编号、工人编号，或从别的记录里点过来。
    </EmptyState>
  )
}

const columns: Column<AuditEntry>[] = [
  {
    key: 'at',
    title: '时间',
    phone: 'last',
    cell: (row) => (
      <time dateTime={row.at} className="unbroken">
        {sayMoment(row.at)}
      </time>
    ),
  },
  {
    key: 'actor',
    title: '谁',
    phone: 'last',
    cell: (row) => <span className="unbroken">{row.actorName}</span>,
  },
  {
    key: 'action',
    title: '办了什么',
    phone: 'first',
    cell: (row) => (
      <>
        {labelOf(auditActions, row.action)}
        <span className="under">{row.action}</span>
      </>
    ),
  },
  {
    key: 'subject',
    title: '对象',
    phone: 'more',
    cell: (row) => (
      <DistrictLink to={`/audit?subject=${encodeURIComponent(row.subject)}`} className="code">
        {row.subject}
      </DistrictLink>
    ),
  },
  {
    key: 'detail',
    title: '内容',
    phone: 'more',
    cell: (row) => (
      <>
        {sayDetail(row.detail)}
        {row.requestId !== null && (
          <span className="under code" title="服务器日志里的请求编号">
            请求 {row.requestId}
          </span>
        )}
      </>
    ),
  },
  {
    key: 'outcome',
    title: '结果',
    phone: 'figure',
    cell: (row) => (
      <Chip tone={row.outcome === 'done' ? 'plain' : 'bad'}>
        {sentence(auditWords, `audit.${row.outcome}`)}
      </Chip>
    ),
  },
]

/** What the program itself refuses, whoever is asked; then what the modules do. */
const refusals = {
  'platform.not-allowed': '这个岗位不能办这件事。',
  ...peopleWords,
  ...registryWords,
  ...exchangeWords,
}

/** `新增 1,919，更正 0`; of a refusal its reason. */
function sayDetail(detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .map(([name, value]) => {
      if (name === 'code') return sentence(refusals, String(value))
      return `${labelOf(auditCounts, name)} ${sayValue(name, value)}`
    })
    .join('，')
}

/** What stands in an entry as a code, in words. */
const codes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  proof: proofNames,
  what: unmaskedNames,
  why: unmaskingReasonNames,
}

function sayValue(name: string, value: string | number): string {
  if (typeof value === 'number') return name === 'bytes' ? sayBytes(value) : sayCount(value)
  const word = codes[name]
  if (word !== undefined && Object.hasOwn(word, value)) return word[value] ?? value
  const role = Role.safeParse(value)
  return role.success ? sayRole(role.data) : value
}
