import { Button, Select, Tabs } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { fen, yuanText } from '../../../kernel/money.ts'
import {
  abandonBatch,
  commitBatch,
  listBatches,
  viewBatch,
} from '../../../modules/exchange/contract.ts'
import type { Batch, SourceFile } from '../../../modules/exchange/contract.ts'
import type { UnderstoodSheet } from '../../../modules/recognition/contract.ts'
import { noteCountsOf } from '../../../modules/recognition/rules/note-counts.ts'
import { isClueList } from '../../../modules/recognition/rules/standing-alone.ts'
import { useDistrict } from '../district.ts'
import { fileStates, labelOf, sheetKinds } from '../labels.ts'
import { Card } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { SheetView } from '../parts/sheet-view.tsx'
import { useAction } from '../use-action.ts'
import { useKeys } from '../use-keys.ts'
import { useNarrow } from '../use-narrow.ts'
import { BatchChanges } from './batch-changes.tsx'
import { BatchFiles } from './batch-files.tsx'
import { BatchQuestion } from './batch-question.tsx'
import { DeviceUsers, hasDeviceLog } from './device-users.tsx'
import { downloadNotes } from './download-notes.ts'
import { ownFiles } from './file-groups.ts'
import { SheetSummary } from './sheet-summary.tsx'
import { SheetNotes } from './sheet-notes.tsx'
import { FileSays } from './waiting-links.tsx'

interface Chosen {
  file: SourceFile
  sheet: UnderstoodSheet
  /** 1-based place in the book. */
  no: number
}

/** What was understood: left the sheet itself, right what needs the officer; the bar says what its button does. */
export function BatchPreview({ batch }: { batch: Batch }) {
  const sheets = sheetsOf(batch)
  const [picked, setPicked] = useState<string | null>(null)
  const chosen = sheets.find((one) => keyOf(one) === picked) ?? sheets.find(holdsRows) ?? sheets[0]
  const [row, setRow] = useState<{ sheet: string; row: number } | null>(null)
  const point = (at: number) => chosen && setRow({ sheet: keyOf(chosen), row: at })
  const at = chosen && row?.sheet === keyOf(chosen) ? row.row : null
  const narrow = useNarrow()
  const [first] = batch.questions
  const question = first && (
    <BatchQuestion
      key={`${first.said} ${first.about}`}
      batch={batch}
      question={first}
      count={batch.questions.length}
    />
  )
  const accepted = acceptedOf(sheets.filter((one) => !isClues(one)))
  const asked = first !== undefined || sheets.some((one) => (one.sheet.asks ?? []).length > 0)
  const changes = !asked && accepted > 0 && <BatchChanges batch={batch} />
  return (
    <div className="with-bar stack">
      {narrow && question}
      <div className="two-columns">
        <div className="stack">
          {chosen && hasDeviceLog(chosen.file) && (
            <DeviceUsers key={chosen.file.id} file={chosen.file} />
          )}
          {changes}
          <Card label="看懂了什么">
            <Sums sheets={sheets} />
            {chosen === undefined ? (
              <Unreadable files={batch.files} />
            ) : (
              <>
                <SheetChoice
                  sheets={sheets}
                  chosen={keyOf(chosen)}
                  pick={setPicked}
                  withFile={batch.files.length > 1}
                />
                <ChosenSheet chosen={chosen} at={at} />
              </>
            )}
          </Card>
        </div>
        <div className="stack">
          {!narrow && question}
          <BatchFiles batch={batch} />
          {unreadOf(batch.files).length > 0 && chosen !== undefined && (
            <Card title="读不了的文件">
              <Unreadable files={batch.files} />
            </Card>
          )}
          {chosen && (
            <SheetNotes
              sheet={chosen.sheet}
              point={point}
              to={`/import/files/${chosen.file.id}/${chosen.no}`}
            />
          )}
        </div>
      </div>
      <Bar batch={batch} sheets={sheets} />
    </div>
  )
}

/** What was understood of the sheet, and its rows around the one that was pointed at. */
function ChosenSheet({ chosen, at }: { chosen: Chosen; at: number | null }) {
  const { file, sheet, no } = chosen
  return (
    <>
      <FileSays file={file} />
      <SheetSummary sheet={sheet} to={`/import/files/${file.id}/${no}`} />
      <SheetView
        key={`${keyOf(chosen)} ${at}`}
        fileId={file.id}
        sheet={no}
        from={at === null ? 1 : Math.max(1, at - 6)}
        {...(at === null ? {} : { row: at })}
        marked={[
          ...sheet.findings.map((note) => ({ ...note, tone: 'look' as const })),
          ...sheet.rejected.map((note) => ({ ...note, tone: 'bad' as const })),
        ]}
      />
    </>
  )
}

function sheetsOf(batch: Batch): Chosen[] {
  return batch.files.flatMap((file) =>
    (file.understood?.sheets ?? []).map((sheet, index) => ({ file, sheet, no: index + 1 })),
  )
}

function keyOf({ file, no }: Chosen): string {
  return `${file.id}-${no}`
}

/** Its batch cannot be committed before that is answered. */
function asksSomething({ file, sheet }: Chosen): boolean {
  return file.state === 'understood' && (sheet.asks ?? []).length > 0
}

function holdsRows({ sheet }: Chosen): boolean {
  return sheet.kind !== 'instructions' && sheet.kind !== 'unknown'
}

/** Signs that stand in one row of tabs beside each other. */
const tabsHold = 44

/** Tabs; where they would not fit beside each other, a list to choose from. */
function SheetChoice(props: {
  sheets: Chosen[]
  chosen: string
  pick: (key: string) => void
  withFile: boolean
}) {
  const narrow = useNarrow()
  const items = props.sheets.map((one) => ({
    key: keyOf(one),
    label: tabLabel(one, props.withFile),
    notes: sayNotes(one.sheet),
  }))
  const signs = props.sheets.reduce((sum, one) => sum + tabLength(one, props.withFile), 0)
  if (!narrow && signs <= tabsHold) {
    return (
      <Tabs
        className="sheet-tabs"
        size="small"
        activeKey={props.chosen}
        onChange={props.pick}
        items={items}
      />
    )
  }
  return (
    <div className="filters">
      <Select
        className="wide-choice"
        aria-label="看哪张表"
        value={props.chosen}
        onChange={props.pick}
        options={items.map(({ key, label, notes }) => ({
          value: key,
          label: (
            <>
              {label} {notes !== '' && <span className="third">· {notes}</span>}
            </>
          ),
        }))}
      />
    </div>
  )
}

/** `等补正 2 处，发现 8 处`: which of many sheets is worth a look. */
function sayNotes(sheet: UnderstoodSheet): string {
  const { rejected, findings } = noteCountsOf(sheet)
  return [
    ...(rejected > 0 ? [`等补正 ${sayCount(rejected)} 处`] : []),
    ...(findings > 0 ? [`发现 ${sayCount(findings)} 处`] : []),
  ].join('，')
}

function tabLabel({ file, sheet }: Chosen, withFile: boolean) {
  const kind = sheet.kind === 'instructions' ? '不是数据' : labelOf(sheetKinds, sheet.kind)
  return (
    <>
      {withFile && <span className="third">{file.name} · </span>}
      {sheet.name} {kind !== sheet.name && <span className="third">{kind}</span>}
    </>
  )
}

/** How many signs wide a tab is, with the gap to the next. */
function tabLength({ file, sheet }: Chosen, withFile: boolean): number {
  const kind = labelOf(sheetKinds, sheet.kind)
  return (withFile ? file.name.length : 0) + sheet.name.length + kind.length + 2
}

/** A zip that was unpacked is read in its files. */
function unreadOf(files: readonly SourceFile[]): SourceFile[] {
  return ownFiles(files).filter((file) => file.understood === null || file.error !== null)
}

function Unreadable({ files }: { files: SourceFile[] }) {
  const bad = unreadOf(files)
  if (bad.length === 0)
    return <EmptyState title="文件里没有一张表">请放入考勤表、工资表或名册。</EmptyState>
  return (
    <ul className="rows body">
      {bad.map((file) => (
        <li key={file.id}>
          <b>{file.name}</b>
          <span className="under">{file.error ?? fileStates[file.state]}</span>
        </li>
      ))}
    </ul>
  )
}

function Sums({ sheets }: { sheets: Chosen[] }) {
  const sum = (of: (sheet: UnderstoodSheet) => number) =>
    sayCount(sheets.reduce((total, one) => total + of(one.sheet), 0))
  const figures: [string, string, string][] = [
    ['读到', sum((sheet) => sheet.rows), '行'],
    ['收下', sum((sheet) => sheet.accepted), '行'],
    ['等补正', sum((sheet) => noteCountsOf(sheet).rejected), '处'],
    ['发现', sum((sheet) => noteCountsOf(sheet).findings), '处'],
    ['跳过', sum((sheet) => noteCountsOf(sheet).skipped), '行'],
  ]
  return (
    <div className="figures small-values five flat">
      {figures.map(([label, value, unit]) => (
        <div key={label}>
          <div className="label">{label}</div>
          <div className="value">
            {value}
            <small>{unit}</small>
          </div>
        </div>
      ))}
    </div>
  )
}

function Bar({ batch, sheets }: { batch: Batch; sheets: Chosen[] }) {
  const district = useDistrict()
  const navigate = useNavigate()
  const params = { batchId: batch.id }
  const commit = useAction(commitBatch, { refresh: [viewBatch, listBatches] })
  const abandon = useAction(abandonBatch, {
    refresh: [listBatches],
    done: () => void navigate(`/d/${district}/import`),
  })
  const accepted = acceptedOf(sheets.filter((one) => !isClues(one)))
  const clues = acceptedOf(sheets.filter(isClues))
  const waits = batch.questions.length > 0 || sheets.some(asksSomething)
  const may = accepted + clues > 0 && !waits && !commit.running
  const run = () => may && commit.run({ params })
  const notes = sheets.some((one) => one.sheet.rejected.length + one.sheet.findings.length > 0)
  useKeys([{ key: 'ctrl+enter', says: '入账', run }])
  return (
    <div className="action-bar" role="region" aria-label="入账">
      <p>{sentenceOf(batch, sheets, { accepted, clues })}</p>
      <Button onClick={() => abandon.run({ params })} disabled={abandon.running}>
        放弃
      </Button>
      {notes && (
        <Button className="wide-only" onClick={() => downloadNotes(sheets)}>
          下载有问题的行
        </Button>
      )}
      <Button type="primary" disabled={!may} loading={commit.running} onClick={run}>
        {accepted === 0 && clues > 0 ? '收下' : '入账'}{' '}
        {sayCount(accepted === 0 ? clues : accepted)} 行 <span className="key-hint">Ctrl ↵</span>
      </Button>
    </div>
  )
}

/** In words, what the button will do, or why it cannot. */
function sentenceOf(
  batch: Batch,
  sheets: Chosen[],
  { accepted, clues }: { accepted: number; clues: number },
): string {
  if (accepted + clues === 0) return '没有一行可以入账。'
  const asking = sheets.find(asksSomething)
  if (asking !== undefined) return `“${asking.sheet.name}”要您定怎么读，或者定为不导入，再入账。`
  if (batch.questions.length > 0) return '请先定下这批表是哪个项目的，再入账。'
  const rejected = sheets.reduce((sum, one) => sum + noteCountsOf(one.sheet).rejected, 0)
  const paying = sheets.filter((one) => one.sheet.totals.dueFen > 0)
  const due =
    paying.length === 1 ? `，应发 ¥${yuanText(fen(paying[0]?.sheet.totals.dueFen ?? 0))}` : ''
  const wait = rejected > 0 ? `；${sayCount(rejected)} 处等补正，不入账` : ''
  const kept = clues > 0 ? `${sayCount(clues)} 条线索只收下，待转入` : ''
  if (accepted === 0) return `${kept}${wait}。`
  const also = kept === '' ? '' : `；${kept}`
  return `入账 ${sayCount(accepted)} 行${due}${wait}${also}。再放同一文件不会重复。`
}

/** A list of clues is kept and not taken in. */
function isClues({ sheet }: Chosen): boolean {
  return isClueList(sheet.kind)
}

function acceptedOf(sheets: readonly Chosen[]): number {
  return sheets.reduce((sum, one) => sum + one.sheet.accepted, 0)
}
