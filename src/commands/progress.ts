import type { BatchProgress } from '../modules/exchange/contract.ts'

const everyMs = 200

/** Says how far it is in one line on standard error, where somebody looks at it; returns what ends it. */
export function showProgress(text: () => string): () => void {
  const { stderr } = process
  if (!stderr.isTTY) return () => undefined
  const timer = setInterval(() => stderr.write(`\r\u001B[K${text()}`), everyMs)
  return () => {
    clearInterval(timer)
    stderr.write('\r\u001B[K')
  }
}

/** What a batch is at: its file, rows and share of it. */
export function progressText(doing: string, progress: BatchProgress | null): string {
  if (progress === null) return `${doing}…`
  const { file, rows, doneBytes, totalBytes } = progress
  const isFolding = progress.doing === 'folding'
  const share = totalBytes === 0 ? 0 : Math.min(100, Math.floor((doneBytes / totalBytes) * 100))
  const how = isFolding
    ? `${rows.toLocaleString('en')} 行，正在汇总`
    : `${rows.toLocaleString('en')} 行，${share}%`
  return `${doing} ${file}：${how}`
}
