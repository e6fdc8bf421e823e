import { Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addressOf } from '../../../kernel/endpoint.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import { viewBatch } from '../../../modules/exchange/contract.ts'
import {
  downloadReturnedCopy,
  listWaitingRows,
  mendCells,
  takeInMended,
  viewSheet,
} from '../../../modules/exchange/contract-sheets.ts'
import type { SheetState, WaitingRow } from '../../../modules/exchange/contract-sheets.ts'
import { columnLetter } from '../../../modules/recognition/rules/mend.ts'
import { whyNotTakeInMended } from '../../../modules/exchange/rules/mending.ts'
import { exchangeWords } from '../../../modules/exchange/words.ts'
import { useDistrict } from '../district.ts'
import { labelOf, sheetFields } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Card } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useAction } from '../use-action.ts'

interface Head {
  field: string | null
  header: string
}

/** Values typed and not yet sent, by row and column. */
type Typed = ReadonlyMap<string, { row: number; column: number; value: string }>

/** Rows that wait: the officer types what a cell should hold, or sends the sender a copy with the reasons. */
export function SheetMending(props: { state: SheetState; whyNot: Refusal | null }) {
  const { state } = props
  const [after, setAfter] = useState<number[]>([])
  const district = useDistrict()
  const params = { fileId: state.fileId, sheet: state.no }
  const isIn = state.fileState === 'committed'
  return (
    <Card
      title="等补正的行"
      note={isIn ? '改好后另行入账' : '改好后随这一批入账'}
      aside={
        <a
          className="step-link"
          href={addressOf(downloadReturnedCopy, district, { params })}
          download
        >
          下载待改件
        </a>
      }
    >
      {isIn && <TakeIn state={state} />}
      <Part
        of={listWaitingRows}
        input={{ params, query: { after: after.at(-1) ?? 0 } }}
        heights={[240]}
      >
        {({ columns, rows, next }) =>
          rows.length === 0 ? (
            <EmptyState title="没有等补正的行了">改过的值都读进来了，原文件没有改动。</EmptyState>
          ) : (
            <>
              <Rows key={rows[0]?.row} {...props} columns={columns} rows={rows} />
              <div className="list-foot">
                <span>原文件不变，改的值加密另存；证件号码、卡号只显示首尾。</span>
                <span className="aside">
                  <Button
                    size="small"
                    disabled={after.length === 0}
                    onClick={() => setAfter(after.slice(0, -1))}
                  >
                    上一页
                  </Button>
                  <Button
                    size="small"
                    disabled={next === null}
                    onClick={() => next !== null && setAfter([...after, next])}
                  >
                    下一页
                  </Button>
                </span>
              </div>
            </>
          )
        }
      </Part>
    </Card>
  )
}

/** After the commit what was mended comes in as an import of its own, which is looked at like any other. */
function TakeIn({ state }: { state: SheetState }) {
  const district = useDistrict()
  const navigate = useNavigate()
  const take = useAction(takeInMended, {
    refresh: [viewSheet],
    done: ({ batchId }) => void navigate(`/d/${district}/import/${batchId}`),
  })
  const refusal = whyNotTakeInMended(state.fileState, state.mends.waiting)
  return (
    <div className="filters">
      <Button
        type={refusal === null ? 'primary' : 'default'}
        disabled={refusal !== null}
        loading={take.running}
        onClick={() => take.run({ params: { fileId: state.fileId } })}
      >
        把改好的行入账
      </Button>
      <span className="second">
        {refusal === null
          ? `有 ${sayCount(state.mends.waiting)} 格改过还没有入账；先看一遍再入账。`
          : sentence(exchangeWords, refusal.code)}
      </span>
    </div>
  )
}

function Rows(props: {
  state: SheetState
  whyNot: Refusal | null
  columns: Head[]
  rows: WaitingRow[]
}) {
  const { state, columns, rows } = props
  const [typed, setTyped] = useState<Typed>(new Map())
  const mend = useAction(mendCells, {
    refresh: [viewSheet, listWaitingRows, viewBatch],
    done: () => setTyped(new Map()),
  })
  const cells = [...typed.values()]
  const params = { fileId: state.fileId, sheet: state.no }
  const type = (row: number, column: number, value: string) => {
    const next = new Map(typed)
    if (value === '') next.delete(`${row} ${column}`)
    else next.set(`${row} ${column}`, { row, column, value })
    setTyped(next)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (cells.length > 0) mend.run({ params, body: { cells } })
      }}
    >
      <ul className="waiting-rows">
        {rows.map((row) => (
          <Waiting
            key={row.row}
            row={row}
            columns={columns}
            typed={typed}
            type={props.whyNot === null ? type : null}
          />
        ))}
      </ul>
      {props.whyNot === null ? (
        <div className="filters">
          <Button
            type="primary"
            htmlType="submit"
            disabled={cells.length === 0}
            loading={mend.running}
          >
            保存改正{cells.length > 0 && ` ${cells.length} 格`}
          </Button>
          <span className="second">
            {state.fileState === 'committed'
              ? '保存后点“把改好的行入账”。'
              : '保存后程序重新读取这个文件，改好的行和别的行一起入账。'}
          </span>
        </div>
      ) : (
        <p className="body second">{sentence(exchangeWords, props.whyNot.code)}</p>
      )}
    </form>
  )
}

function Waiting(props: {
  row: WaitingRow
  columns: Head[]
  typed: Typed
  type: ((row: number, column: number, value: string) => void) | null
}) {
  const { row, columns, typed, type } = props
  const asked = new Set(row.reasons.flatMap(({ column }) => column ?? []))
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const shown = columns
    .map((head, column) => ({ head, column, text: row.cells[column] ?? '' }))
    .filter(({ head, column, text }) => asked.has(column) || head.field !== null || text !== '')
  return (
    <li>
      <p>
        <b>第 {row.row} 行</b> {row.reasons.map(({ message }) => message).join('')}
        {row.mended.length > 0 && (
          <>
            {' '}
            <Chip tone="accent">改过 {row.mended.map(columnLetter).join('、')} 列</Chip>
          </>
        )}
      </p>
      <div className="mend-cells">
        {shown.map(({ head, column, text }) => {
          const name = nameOf(head, column)
          const isOpen = type !== null && (asked.has(column) || opened.has(column))
          if (!isOpen) {
            return (
              <div key={column}>
                <span className="under">{name}</span>
                {type === null ? (
                  <span>{text || '—'}</span>
                ) : (
                  <button
                    type="button"
                    className="plain-button"
                    aria-label={`改第 ${row.row} 行的${name}：${text || '空'}`}
                    onClick={() => setOpened(new Set([...opened, column]))}
                  >
                    {text || '空'}
                  </button>
                )}
              </div>
            )
          }
          return (
            <label key={column} className={asked.has(column) ? 'bad' : undefined}>
              <span className="under">{name}</span>
              <Input
                size="small"
                maxLength={400}
                autoComplete="off"
                placeholder={text || '空'}
                aria-label={`第 ${row.row} 行的${name}`}
                value={typed.get(`${row.row} ${column}`)?.value ?? ''}
                onChange={(event) => type(row.row, column, event.target.value)}
              />
            </label>
          )
        })}
      </div>
    </li>
  )
}

function nameOf({ field, header }: Head, column: number): string {
  if (header !== '') return header
  return field === null ? `${columnLetter(column)} 列` : labelOf(sheetFields, field)
}
