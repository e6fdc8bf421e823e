import { noteCountsOf } from '../../../modules/recognition/rules/note-counts.ts'
import type { UnderstoodSheet } from '../../../modules/recognition/contract.ts'
import { sayPlace } from '../labels.ts'
import { Card, DistrictLink } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'

const shown = 30

type Note = UnderstoodSheet['findings'][number]

/** What waits, what is to be looked at, what was passed over; a row's number points at it in the sheet. */
export function SheetNotes(props: {
  sheet: UnderstoodSheet
  point: (row: number) => void
  /** Where rows that wait are mended. */
  to?: string
}) {
  const { sheet, point, to } = props
  const counts = noteCountsOf(sheet)
  return (
    <>
      {sheet.rejected.length > 0 && (
        <Card
          title={`等补正 ${sayCount(counts.rejected)} 处`}
          note="这些行不入账"
          aside={to !== undefined && <DistrictLink to={to}>补正</DistrictLink>}
        >
          <NoteList notes={sheet.rejected} all={counts.rejected} point={point} />
        </Card>
      )}
      <Card title={`发现 ${sayCount(counts.findings)} 处`} note="行照常入账">
        {sheet.findings.length === 0 ? (
          <p className="body second">没有要说的。</p>
        ) : (
          <NoteList notes={sheet.findings} all={counts.findings} point={point} />
        )}
      </Card>
      <Card title={`跳过 ${sayCount(counts.skipped)} 行`}>
        <p className="body second">{saySkipped(sheet)}</p>
      </Card>
    </>
  )
}

/** `all`: how many there are, of which `notes` are the first. */
function NoteList(props: { notes: Note[]; all: number; point: (row: number) => void }) {
  const { notes, all, point } = props
  const listed = all > notes.length ? `前 ${sayCount(notes.length)} 处` : ''
  return (
    <ul className="notes body">
      {notes.slice(0, shown).map((note, index) => (
        <li key={index}>
          <button type="button" className="plain-button" onClick={() => point(note.row)}>
            第 {note.row} 行
          </button>
          <span>
            {note.message}
            <span className="under">{sayPlace(note)}</span>
          </span>
        </li>
      ))}
      {all > shown && (
        <li className="small third">
          还有 {sayCount(all - shown)} 处，可下载{listed}逐行看。
        </li>
      )}
    </ul>
  )
}

/** `空行 4 行；合计行，不是人员 1 行`: rows that are nobody, by why. */
function saySkipped(sheet: UnderstoodSheet): string {
  if (sheet.skipped.length === 0) return '没有跳过的行。'
  const counts = new Map<string, number>()
  for (const { why } of sheet.skipped) counts.set(why, (counts.get(why) ?? 0) + 1)
  const parts = [...counts].map(([why, count]) => `${why} ${sayCount(count)} 行`)
  const { skipped } = noteCountsOf(sheet)
  const cut = skipped > sheet.skipped.length ? `前 ${sayCount(sheet.skipped.length)} 行是：` : ''
  return `${cut}${parts.join('；')}。`
}
