import type { ListExport } from '../exports/export-list.ts'
import type { TownRow } from './contract-places.ts'
import { listTownRows } from './views-towns.ts'

/** The district's towns and streets with what hangs on each, merged ones too. */
export const townRowsExport: ListExport<undefined, unknown, TownRow> = {
  title: '镇街名录',
  columns: [
    { head: '代码', kind: 'text', width: 14, value: (row) => row.code },
    { head: '名称', kind: 'text', width: 20, value: (row) => row.name },
    { head: '已并入', kind: 'text', width: 20, value: (row) => row.intoName },
    { head: '项目', kind: 'integer', width: 10, value: (row) => row.projects },
    { head: '在任岗位', kind: 'integer', width: 10, value: (row) => row.posts },
    { head: '在办任务', kind: 'integer', width: 10, value: (row) => row.openTasks },
  ],
  about: async () => ({ subject: 'dashboards.towns', period: null, conditions: [] }),
  pages: async function* (ctx) {
    yield await listTownRows(ctx)
  },
}
