import type { Stage } from '../../kernel/stage.ts'

/** Lines of a list of 标准化等级 on their way in: by the number or name that the line gives its project, else the batch's. */
export const standardStage: Stage = {
  table: 'stage_standard',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    project_code: 'text',
    project_name_key: 'text',
    grade: 'text',
    checked_on: 'date',
    said_by: 'text',
  },
}
