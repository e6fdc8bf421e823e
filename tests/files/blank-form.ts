import { Buffer } from 'node:buffer'
import { zipOf } from '../../src/platform/sheets/write-zip.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

/** A text cell in its dress. */
function text(place: string, dress: number, said: string): string {
  return `<c r="${place}" s="${dress}" t="inlineStr"><is><t>${said}</t></is></c>`
}
const empty = (place: string, dress: number) => `<c r="${place}" s="${dress}"/>`

/**
 * A superior's blank, as an office sends one: title across, a head of two rows with merged cells, two dressed empty rows, a
 * row of sums over them, and who filled it in below.
 */
export async function blankForm(): Promise<Buffer> {
  const rows = [
    `<row r="1" ht="30" customHeight="1">${text('A1', 1, '拖欠农民工工资风险项目台账')}</row>`,
    `<row r="2">${text('A2', 2, '序号')}${text('B2', 2, '项目名称')}${text('C2', 2, '拖欠情况')}${empty('D2', 2)}${text('E2', 2, '责任领导')}</row>`,
    `<row r="3">${empty('A3', 2)}${empty('B3', 2)}${text('C3', 2, '人数')}${text('D3', 2, '金额（万元）')}${empty('E3', 2)}</row>`,
    `<row r="4" ht="22" customHeight="1">${['A4', 'B4', 'C4', 'D4', 'E4'].map((place) => empty(place, 3)).join('')}</row>`,
    `<row r="5">${['A5', 'B5', 'C5', 'D5', 'E5'].map((place) => empty(place, 3)).join('')}</row>`,
    `<row r="6">${text('A6', 2, '合计')}<c r="C6" s="3"><f>SUM(C4:C5)</f><v>0</v></c><c r="D6" s="3"><f>SUM(D4:D5)</f><v>0</v></c></row>`,
    `<row r="7">${text('A7', 0, '填表人')}</row>`,
  ]
  const sheet = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${main}"><dimension ref="A1:E7"/><cols><col min="2" max="2" width="30" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData><mergeCells count="6"><mergeCell ref="A1:E1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:D2"/><mergeCell ref="E2:E3"/><mergeCell ref="A6:B6"/></mergeCells><pageSetup orientation="landscape"/></worksheet>`
  const styles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="方正小标宋简体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf borderId="1" applyBorder="1"/><xf borderId="1" applyBorder="1"/></cellXfs></styleSheet>`
  const parts = [
    {
      name: '[Content_Types].xml',
      text: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      text: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="191029"/></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/calcChain" Target="calcChain.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', text: sheet },
    { name: 'xl/styles.xml', text: styles },
    {
      name: 'xl/calcChain.xml',
      text: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><calcChain xmlns="${main}"><c r="C6" i="1"/></calcChain>`,
    },
  ]
  const pieces: Buffer[] = []
  for await (const piece of zipOf(parts.map(({ name, text: said }) => ({ name, text: [said] })))) {
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
