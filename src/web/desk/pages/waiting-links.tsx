import type { SourceFile } from '../../../modules/exchange/contract.ts'
import { noteCountsOf } from '../../../modules/recognition/rules/note-counts.ts'
import { DistrictLink } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'

/** The sheets of a file whose rows still wait, each with the way to mend them. */
export function WaitingLinks({ file }: { file: SourceFile }) {
  const sheets = (file.understood?.sheets ?? [])
    .map((sheet, index) => ({ no: index + 1, sheet, waits: noteCountsOf(sheet).rejected }))
    .filter(({ waits }) => waits > 0)
  if (file.state !== 'committed' || sheets.length === 0) return null
  return (
    <span className="under">
      {sheets.map(({ no, sheet, waits }) => (
        <span key={no}>
          <DistrictLink to={`/import/files/${file.id}/${no}`}>
            补正 {sheet.name} 的 {sayCount(waits)} 处
          </DistrictLink>{' '}
        </span>
      ))}
    </span>
  )
}

/** What is to be said of a file as a whole: that programs in it were not run, or that it is a copy that came back. */
export function FileSays({ file }: { file: SourceFile }) {
  return (
    <>
      {(file.understood?.notes ?? []).map(({ code, message }) => (
        <p key={code} className="notice flush">
          {message}
        </p>
      ))}
      <ReturnedNote file={file} />
    </>
  )
}

/** The file is a copy that came back: what of it is taken in. */
function ReturnedNote({ file }: { file: SourceFile }) {
  const returned = file.understood?.returned
  if (returned === undefined) return null
  return (
    <p className="body">
      这是发回的待改件，原文件是
      <DistrictLink to={`/import/files/${returned.fileId}/1`}>{returned.fileName}</DistrictLink>
      ：改了 {sayCount(returned.rows)} 行 {sayCount(returned.cells)}{' '}
      格。只取有原因的行，别的行不看。
    </p>
  )
}
