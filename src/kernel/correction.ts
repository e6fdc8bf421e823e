import type { Stage } from './stage.ts'

/**
 * What a file's lines put in the place of what stood, field by field: every module that records lines notes it here, in
 * the transaction of the file, and whoever takes the file in says it. `after` beside an empty `before` of a field whose
 * values say nothing to a reader only means that it changed.
 */
export const correctionStage: Stage = {
  table: 'line_correction',
  columns: {
    import_id: 'uuid',
    sheet: 'smallint',
    row: 'integer',
    project_id: 'uuid',
    worker_id: 'uuid',
    month: 'text',
    field: 'text',
    before: 'text',
    after: 'text',
  },
}
