/** The few looks that a written sheet has; each is a place in `cellXfs` below, in this order. */
const looks = {
  plain: {},
  title: { font: 2, align: 'center' },
  left: { align: 'left' },
  right: { align: 'right' },
  columnHead: { font: 1, fill: 2, border: 1, align: 'center', wrap: true },
  text: { format: 49, border: 1 },
  quoted: { format: 49, border: 1, quoted: true },
  money: { format: 4, border: 1 },
  hundredths: { format: 4, border: 1 },
  integer: { format: 3, border: 1 },
  day: { format: 164, border: 1, align: 'center' },
  textTotal: { format: 49, font: 1, border: 1 },
  moneyTotal: { format: 4, font: 1, border: 1 },
  hundredthsTotal: { format: 4, font: 1, border: 1 },
  integerTotal: { format: 3, font: 1, border: 1 },
} as const satisfies Record<string, Look>

interface Look {
  /** Excel's own formats: 3 `#,##0`, 4 `#,##0.00`, 49 text; 164 is ours, a day. */
  readonly format?: number
  readonly font?: number
  readonly fill?: number
  readonly border?: number
  readonly align?: 'left' | 'center' | 'right'
  readonly wrap?: boolean
  /** It begins like a formula and is none. */
  readonly quoted?: boolean
}

export type StyleName = keyof typeof looks

const order = Object.keys(looks)

/** The place of a look, as cells name it. */
export function styleOf(name: StyleName): number {
  return order.indexOf(name)
}

function lookXml({
  format = 0,
  font = 0,
  fill = 0,
  border = 0,
  align,
  wrap,
  quoted,
}: Look): string {
  const alignment =
    `<alignment vertical="center"${align === undefined ? '' : ` horizontal="${align}"`}` +
    `${wrap === true ? ' wrapText="1"' : ''}/>`
  return (
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" ` +
    `applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${quoted === true ? ' quotePrefix="1"' : ''}>` +
    `${alignment}</xf>`
  )
}

const side = (name: string) => `<${name} style="thin"><color rgb="FF999999"/></${name}>`
const font = (size: number, bold: boolean) =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/><charset val="134"/></font>`

export const stylesXml =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  `<fonts count="3">${font(11, false)}${font(11, true)}${font(16, true)}</fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  `<border>${side('left')}${side('right')}${side('top')}${side('bottom')}<diagonal/></border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${order.length}">${Object.values<Look>(looks).map(lookXml).join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
