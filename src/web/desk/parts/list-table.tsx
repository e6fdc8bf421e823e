import { Button, Table } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useKeys } from '../use-keys.ts'
import { useNarrow } from '../use-narrow.ts'

export interface Column<Row> {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  align?: 'right'
  width?: number | string
  /** Where it stands when a row becomes a block: its head, the figure beside it, a line of its own, the last line (with its title), nowhere. */
  phone: 'first' | 'figure' | 'more' | 'last' | 'hidden'
  /** The order this column asks for; its header then is a button. */
  sort?: { active: 'ascend' | 'descend' | null; toggle: () => void }
}

export interface Paging {
  /** Sentence at the foot: how many there are, what they are ordered by. */
  says: string
  back: (() => void) | null
  on: (() => void) | null
}

/** The one table: sticky head, first column the link, J and K go through rows, paging by key. */
export function ListTable<Row>(props: {
  label: string
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Address that Enter opens for the row J and K stand on. */
  open?: (row: Row) => string
  paging?: Paging
  empty?: ReactNode
}) {
  const narrow = useNarrow()
  const atHand = useRowKeys(props)
  if (props.rows.length === 0 && props.empty !== undefined) return props.empty
  return (
    <>
      {narrow ? <Blocks {...props} /> : <Wide {...props} atHand={atHand} />}
      {props.paging && <ListFoot paging={props.paging} />}
    </>
  )
}

function useRowKeys<Row>(props: {
  rows: readonly Row[]
  rowKey: (row: Row) => string
  open?: (row: Row) => string
}): string | null {
  const [at, setAt] = useState(-1)
  const navigate = useNavigate()
  const { rows, open } = props
  const go = (step: number) => setAt((now) => Math.max(0, Math.min(rows.length - 1, now + step)))
  useKeys(
    open
      ? [
          { key: 'j', says: '下一行', run: () => go(1) },
          { key: 'k', says: '上一行', run: () => go(-1) },
          {
            key: 'o',
            says: '打开这一行',
            run: () => {
              const row = rows[at]
              if (row !== undefined) void navigate(open(row))
            },
          },
        ]
      : [],
  )
  const row = rows[at]
  return row === undefined ? null : props.rowKey(row)
}

function Wide<Row>(props: {
  label: string
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  atHand: string | null
}) {
  return (
    <Table<Row>
      className="list-table"
      aria-label={props.label}
      dataSource={props.rows}
      rowKey={props.rowKey}
      pagination={false}
      rowClassName={(row) => (props.rowKey(row) === props.atHand ? 'at-hand' : '')}
      columns={props.columns.map((column) => ({
        key: column.key,
        title: column.sort ? <SortButton title={column.title} sort={column.sort} /> : column.title,
        ...(column.align ? { align: column.align } : {}),
        ...(column.width === undefined ? {} : { width: column.width }),
        render: (_: unknown, row: Row) => column.cell(row),
        onHeaderCell: () => ({
          'aria-sort': column.sort?.active ? `${column.sort.active}ing` : undefined,
        }),
      }))}
    />
  )
}

function SortButton(props: { title: string; sort: NonNullable<Column<unknown>['sort']> }) {
  const sign = { ascend: '↑', descend: '↓' }
  return (
    <button type="button" className="sort-button" onClick={props.sort.toggle}>
      {props.title}
      <span aria-hidden="true">{props.sort.active ? sign[props.sort.active] : '↕'}</span>
    </button>
  )
}

/** A phone shows each row as a block of about three lines. */
function Blocks<Row>(props: {
  label: string
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}) {
  const at = (place: Column<Row>['phone']) =>
    props.columns.filter((column) => column.phone === place)
  return (
    <ul className="blocks" aria-label={props.label}>
      {props.rows.map((row) => (
        <li key={props.rowKey(row)}>
          {at('first').map((column) => (
            <div key={column.key} className="first">
              {column.cell(row)}
            </div>
          ))}
          {at('figure').map((column) => (
            <div key={column.key} className="figure">
              {column.cell(row)}
            </div>
          ))}
          <div className="more">
            {at('more').map((column) => (
              <div key={column.key}>{column.cell(row)}</div>
            ))}
          </div>
          <div className="last">
            {at('last').map((column) => (
              <span key={column.key}>
                <span className="name">{column.title}</span>
                {column.cell(row)}
              </span>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What a page of a list is, and the way to the next. */
export function ListFoot({ paging }: { paging: Paging }) {
  return (
    <div className="list-foot">
      <span>{paging.says}</span>
      {(paging.back ?? paging.on) !== null && (
        <span className="aside">
          <Button size="small" disabled={paging.back === null} onClick={() => paging.back?.()}>
            上一页
          </Button>
          <Button size="small" disabled={paging.on === null} onClick={() => paging.on?.()}>
            下一页
          </Button>
        </span>
      )}
    </div>
  )
}
