import type { PlainDate } from '../../../../kernel/day.ts'
import { type ProjectSource, projectSources } from '../../../registry/rules/project-source.ts'
import { dayNumberOf, plainDateOf } from '../day-text.ts'
import type { Doubt, Shape } from '../shape.ts'

/*
 * Whose list of projects a sheet is: by the words of title, head lines, sheet and file name, and by columns that only one
 * of them writes. Where nothing tells it, an officer is asked once.
 */

interface Sign {
  readonly source: ProjectSource
  /** In title, head lines, sheet or file name. */
  readonly words: RegExp
  /** Heads of columns that only such a list has. */
  readonly columns: RegExp | null
}

const signs: readonly Sign[] = [
  {
    source: 'construction-permit',
    words: /施工许可|住建|住房和?城乡建设|建设局|建管|质监站|房屋(?:建筑|市政)|房建/,
    columns: /许可证?发证|发证(?:日期|机关|时间)|许可日期/,
  },
  {
    source: 'transport',
    words: /交通|公路|港航/,
    columns: /路线(?:编号|名称)|公路等级|里程|桩号/,
  },
  {
    source: 'water',
    words: /水利|水务/,
    columns: /河道|堤防|库容|水利/,
  },
  {
    source: 'land',
    words: /自然资源|规划(?:和|与)?自然资源|国土|建设用地|土地整治/,
    columns: /用地面积|宗地|土地证|用地(?:批准|许可)/,
  },
  {
    source: 'development-reform',
    words: /发改|发展(?:和|与)?改革|立项|投资项目(?:审批|备案)|赋码/,
    columns: /投资项目代码|立项文号|批复文号|备案(?:号|文号|证号)|赋码/,
  },
  {
    source: 'tender',
    words: /中标|招投标|招标|公共资源交易/,
    columns: /中标(?:单位|人|日期|通知)|招标(?:编号|人|代理)|开标/,
  },
  {
    source: 'tax',
    words: /税务|涉税|预缴|跨区域(?:经营|涉税)/,
    columns: /纳税人|税源|预缴|税款|主管税务/,
  },
  {
    source: 'real-name-platform',
    words: /实名制|省平台|监管(?:服务)?平台|平台(?:导出|项目)/,
    columns: /平台(?:编码|编号)|实名制(?:编码|编号|人数)|监管编号/,
  },
  {
    source: 'town-screening',
    words: /排查|摸排|网格/,
    columns: /排查(?:人|日期|时间|情况)|网格员|现场人数/,
  },
  {
    source: 'complaint',
    words: /投诉|举报|信访|欠薪线索/,
    columns: /投诉|举报|反映(?:人|问题|时间)|诉求/,
  },
  {
    source: 'by-hand',
    words: /治欠办|根治(?:欠薪|办)|本办|手工登记/,
    columns: null,
  },
]

/** A title that names an authority weighs more than a column, which others may keep too. */
const ofWords = 3
const ofColumns = 2

/** Whose list it is by title and columns; null where nothing tells it, or two things tell it otherwise. */
export function projectSourceOf(
  headLines: readonly string[],
  headers: readonly string[],
): ProjectSource | null {
  const words = headLines.join(' ').normalize('NFKC')
  const scored = signs
    .map(({ source, ...sign }) => {
      const byWords = sign.words.test(words) ? ofWords : 0
      const byColumns = sign.columns !== null && headers.some((one) => sign.columns?.test(one))
      return { source, score: byWords + (byColumns ? ofColumns : 0) }
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  const [first, second] = scored
  if (first === undefined || first.score === second?.score) return null
  return first.source
}

/** The shape of a list of projects with whose list it is, and the question where that cannot be told. */
export function withProjectSource(shape: Shape, said: ProjectSource | null = null): Shape {
  if (shape.kind !== 'project-list') return shape
  const { projectSource: _source, ...rest } = shape
  const others = shape.doubts.filter(({ about }) => about !== 'source')
  const headers = [...Object.values(shape.columns), ...shape.unknown].map((one) => one.headerText)
  const source = said ?? projectSourceOf(shape.headLines ?? [], headers)
  if (source === null) return { ...rest, doubts: [...others, unsaid] }
  return { ...rest, doubts: others, projectSource: source }
}

const unsaid: Doubt = {
  about: 'source',
  code: 'recognition.source-unsaid',
  values: {},
  choices: projectSources,
}

/** The day of which the list speaks (截至2026年10月31日, 填报日期：2026-11-01); null where none of its head lines says one. */
export function listDayOf({ headLines = [] }: Pick<Shape, 'headLines'>): PlainDate | null {
  const days = headLines.flatMap((line) => {
    const found = line
      .normalize('NFKC')
      .matchAll(/20\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}/g)
    return [...found].flatMap(([text]) => {
      const number = dayNumberOf(text.replaceAll(/[年月]/g, '-').replaceAll(/\s/g, ''), false)
      return number === null || Number.isNaN(number) ? [] : [plainDateOf(number)]
    })
  })
  // Two days are a period, or a form's number: neither is the list's day.
  return new Set(days).size === 1 ? (days[0] ?? null) : null
}
