import { Select } from 'antd'
import { useState } from 'react'
import {
  JoinQuestionFilter,
  listJoinQuestions,
} from '../../../modules/registry/contract-sources.ts'
import type { JoinQuestion } from '../../../modules/registry/contract-sources.ts'
import { optionsOf, projectSources } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListFoot } from '../parts/list-table.tsx'
import { Card, Page } from '../parts/page.tsx'
import { sayCount, sayDay } from '../parts/say.ts'
import { Source, useSourceNames } from '../parts/sources.tsx'
import type { NamedSources } from '../parts/sources.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { AnswerQuestion } from './answer-question.tsx'
import { RecordTable } from './record-table.tsx'

/** What a source says of a project that nobody could tell: beside it what it may be, and somebody says which it is. */
export function JoinQuestionsPage() {
  const { filter, change } = useFilter(JoinQuestionFilter)
  const list = useRead(listJoinQuestions, { query: { ...filter, ...useAfter(), limit: 10 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 条，共 ${sayCount(list.total)} 条`)
  const names = useSourceNames(
    list.rows.flatMap(({ record: { importId } }) =>
      importId === null ? [] : [{ importId, sheet: 1, row: 1 }],
    ),
  )
  return (
    <Page
      title="来源核对"
      crumb={[{ to: '/projects', text: '项目' }]}
      why={`各部门名单里有 ${sayCount(list.total)} 条记录，程序不能断定是不是已登记的项目：看相同和不同之处，由人判断；判断可以撤销。`}
      actions={<ExportButton list={listJoinQuestions} query={filter} />}
    >
      <div className="filters" role="search" aria-label="筛选来源">
        <Select
          className="choice"
          aria-label="来源"
          placeholder="来源"
          allowClear
          popupMatchSelectWidth={false}
          options={optionsOf(projectSources)}
          {...(filter.source === undefined ? {} : { value: filter.source })}
          onChange={(source?: string) => change({ source })}
        />
      </div>
      <div className="stack">
        {list.rows.map((question, nth) => (
          <Question
            key={question.record.recordId}
            question={question}
            names={names}
            isFirst={nth === 0}
          />
        ))}
        {list.rows.length === 0 && (
          <Card label="来源核对">
            <EmptyState title="没有要核对的记录">
              各部门的项目名单入账时，程序不能断定是哪个项目的记录会列在这里。
            </EmptyState>
          </Card>
        )}
        <ListFoot paging={paging} />
      </div>
    </Page>
  )
}

function Question(props: { question: JoinQuestion; names: NamedSources; isFirst: boolean }) {
  const { question, names, isFirst } = props
  const { record, candidates } = question
  const [shown, setShown] = useState(0)
  const { importId, sheet, row } = record
  return (
    <Card
      label={record.name}
      title={
        <>
          {record.name} <Chip tone="accent">{projectSources[record.source]}</Chip>
        </>
      }
      note={`${sayDay(record.saidOn)}的名单`}
    >
      <RecordTable record={record} candidates={candidates} shown={shown} show={setShown} />
      <div className="body">
        {importId !== null && sheet !== null && row !== null && (
          <p className="small third">
            来自 <Source source={{ importId, sheet, row }} names={names} />
          </p>
        )}
        <AnswerQuestion question={question} shown={shown} isFirst={isFirst} />
      </div>
    </Card>
  )
}
