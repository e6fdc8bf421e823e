import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { fen, yuanText } from '../../../kernel/money.ts'
import { rehearseBatch } from '../../../modules/exchange/contract-imports.ts'
import type { Batch, Changed, Corrected } from '../../../modules/exchange/contract.ts'
import type { CorrectedField, Rehearsal } from '../../../modules/exchange/contract-imports.ts'
import { correctedLinesOf, newLinesOf } from '../../../modules/exchange/rules/new-lines.ts'
import { CallFailed } from '../call.ts'
import { useDistrict } from '../district.ts'
import { correctedFields, labelOf } from '../labels.ts'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { sayCount, sayHours, sayInstant, sayMonth, sayWorkdays } from '../parts/say.ts'
import { reading } from '../read.ts'

/** What committing the batch would change, before anybody says yes. It is reckoned once, and again when asked. */
export function BatchChanges({ batch }: { batch: Batch }) {
  const district = useDistrict()
  const [whole, setWhole] = useState(false)
  const input = { params: { batchId: batch.id }, query: whole ? { whole: true } : {} }
  const { data, error, isFetching, refetch } = useQuery({
    ...reading(rehearseBatch, district, input),
    staleTime: 'static',
    retry: false,
  })
  const again = (
    <Button size="small" loading={isFetching} onClick={() => void refetch()}>
      重新比对
    </Button>
  )
  if (error !== null) {
    return (
      <Card title="入账会改动什么" aside={again}>
        <p className="body" role="alert">
          {error instanceof CallFailed ? error.message : '没有比对出来。'}
        </p>
      </Card>
    )
  }
  if (data === undefined) {
    return (
      <Card title="入账会改动什么">
        <div className="body" role="status">
          <p className="second">正在和已入账的数据逐行比对。</p>
          <progress className="wide-progress" aria-label="比对的进度" />
        </div>
      </Card>
    )
  }
  if (data.at === null) {
    return (
      <Card title="入账会改动什么">
        <div className="body">
          <p className="second">
            这批有 {sayCount(data.lines)} 行，比对要用一会儿。不比对也可以入账。
          </p>
          <Button loading={isFetching} onClick={() => setWhole(true)}>
            比对 {sayCount(data.lines)} 行
          </Button>
        </div>
      </Card>
    )
  }
  return (
    <Card title="入账会改动什么" note={`${sayInstant(data.at)} 比对`} aside={again}>
      <Compared batch={batch} rehearsal={data} />
    </Card>
  )
}

function Compared({ batch, rehearsal }: { batch: Batch; rehearsal: Rehearsal }) {
  const nameOf = (fileId: string) => batch.files.find((file) => file.id === fileId)?.name ?? ''
  const refused = rehearsal.files.filter((file) => file.error !== null)
  const changed = rehearsal.files.flatMap((file) => file.changed ?? [])
  const corrected = sumOf(changed.flatMap((one) => one.corrected ?? []))
  return (
    <>
      <div className="body">
        <p>{sayLines(changed)}</p>
        {corrected !== null && <p>{sayCorrected(corrected)}旧的数字仍可在台账里看到。</p>}
        {refused.map((file) => (
          <p key={file.fileId} className="notice bad flush above">
            <span>
              <b>{nameOf(file.fileId)}</b> 入不了账：{file.error}
            </span>
          </p>
        ))}
      </div>
      {rehearsal.fields.length > 0 && (
        <ListTable
          label="会被更正的数字"
          columns={columnsOf(batch.files.length > 1 ? nameOf : null)}
          rows={rehearsal.fields}
          rowKey={(one) => `${one.fileId} ${one.sheet} ${one.row} ${one.field}`}
          {...footOf(rehearsal, corrected)}
        />
      )}
    </>
  )
}

/** `新增 12 行（其中新工人 3 人），更正 2 行，原样已有 40 行。` of all files together. */
export function sayLines(changed: readonly Changed[]): string {
  const sum = (of: (one: Changed) => number) => changed.reduce((all, one) => all + of(one), 0)
  const fixed = sum(correctedLinesOf)
  const added = sum(newLinesOf)
  const people = sum((one) => one.workersNew)
  const newcomers = people > 0 ? `（新工人 ${sayCount(people)} 人）` : ''
  return `新增 ${sayCount(added)} 行${newcomers}，更正 ${sayCount(fixed)} 行，原样已有 ${sayCount(sum((one) => one.unchanged))} 行。`
}

/** `更正涉及 2 人：应发 ¥60.00 → ¥65.00（多 ¥5.00）。` */
export function sayCorrected(corrected: Corrected): string {
  const sums = [
    sayMoney('应发', corrected.dueBeforeFen, corrected.dueAfterFen),
    sayMoney('已发', corrected.paidBeforeFen, corrected.paidAfterFen),
    sayDays(corrected.workdaysBeforeHundredths, corrected.workdaysAfterHundredths),
  ].filter((said) => said !== '')
  const what = sums.length === 0 ? '' : `：${sums.join('；')}`
  return `更正涉及 ${sayCount(corrected.workers)} 人${what}。`
}

export function sayMoney(name: string, before: number, after: number): string {
  if (before === after) return ''
  const by = yuanText(fen(Math.abs(after - before)))
  return `${name} ¥${yuanText(fen(before))} → ¥${yuanText(fen(after))}（${after > before ? '多' : '少'} ¥${by}）`
}

export function sayDays(before: number, after: number): string {
  return before === after ? '' : `工日 ${sayWorkdays(before)} → ${sayWorkdays(after)}`
}

export function sumOf(all: readonly Corrected[]): Corrected | null {
  const [first, ...rest] = all
  if (first === undefined) return null
  const sum = { ...first }
  for (const one of rest) {
    sum.lines += one.lines
    sum.workers += one.workers
    sum.dueBeforeFen += one.dueBeforeFen
    sum.dueAfterFen += one.dueAfterFen
    sum.paidBeforeFen += one.paidBeforeFen
    sum.paidAfterFen += one.paidAfterFen
    sum.workdaysBeforeHundredths += one.workdaysBeforeHundredths
    sum.workdaysAfterHundredths += one.workdaysAfterHundredths
  }
  return sum
}

function footOf(rehearsal: Rehearsal, corrected: Corrected | null) {
  const shown = new Set(rehearsal.fields.map((one) => `${one.fileId} ${one.sheet} ${one.row}`)).size
  const all = corrected?.lines ?? shown
  if (shown >= all) return {}
  return {
    paging: {
      says: `列出前 ${sayCount(shown)} 行的改动，一共更正 ${sayCount(all)} 行；入账后在台账里都能看到`,
      back: null,
      on: null,
    },
  }
}

function columnsOf(nameOf: ((fileId: string) => string) | null): Column<CorrectedField>[] {
  return [
    {
      key: 'who',
      title: '工人',
      phone: 'first',
      cell: (one) => (
        <>
          {one.workerId === null ? (
            '—'
          ) : (
            <DistrictLink to={`/workers/${one.workerId}`}>{one.workerName}</DistrictLink>
          )}
          <span className="under">
            {one.month !== null && `${sayMonth(one.month)} · `}
            {nameOf !== null && `${nameOf(one.fileId)} · `}第 {one.row} 行
          </span>
        </>
      ),
    },
    {
      key: 'field',
      title: '什么',
      phone: 'more',
      cell: (one) => labelOf(correctedFields, one.field),
    },
    {
      key: 'before',
      title: '原来',
      align: 'right',
      phone: 'last',
      cell: (one) => <span className="second">{sayValue(one, one.before)}</span>,
    },
    {
      key: 'after',
      title: '改成',
      align: 'right',
      phone: 'last',
      cell: (one) => <b>{sayValue(one, one.after)}</b>,
    },
  ]
}

/** A sum in yuan, 工日, hours; what cannot be said in a word only says that it changed. */
function sayValue({ field }: CorrectedField, value: string | null): string {
  if (value === null) return '没有'
  if (value === '*') return '有改动'
  if (value === '') return '—'
  if (field.endsWith('_fen')) return yuanText(fen(Number(value)))
  if (field === 'workdays_hundredths') return sayWorkdays(Number(value))
  if (field === 'minutes_total') return sayHours(Number(value))
  if (field === 'team_leader') return value === 'true' ? '是' : '否'
  return value
}
