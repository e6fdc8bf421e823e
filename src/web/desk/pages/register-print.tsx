import { Button } from 'antd'
import { dayText } from '../../../kernel/day-text.ts'
import { fen, yuanText } from '../../../kernel/money.ts'
import { EntryFilter, listEntries } from '../../../modules/register/contract.ts'
import type { EntryRow } from '../../../modules/register/contract.ts'
import { causeText, classNames, entryStateNames } from '../../../modules/register/words.ts'
import { today } from '../clock.ts'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useMe } from '../session.ts'
import { useFilter } from '../use-address.ts'
import '../register.css'

/** More would be no paper for a meeting. */
const mostPrinted = 200

/** The register as the office's own sheet, across A4, for the meeting. */
export function RegisterPrintPage() {
  const { filter } = useFilter(EntryFilter)
  const list = useRead(listEntries, { query: { ...filter, limit: mostPrinted } })
  const me = useMe()
  const people = list.rows.reduce((sum, row) => sum + row.people, 0)
  const owed = fen(list.rows.reduce((sum, row) => sum + row.overdueFen, 0))
  return (
    <Page
      title="打印风险台账"
      crumb={[{ to: '/register', text: '风险台账' }]}
      why={`A4 横向，${sayCount(list.rows.length)} 条${list.next === null ? '' : `（只打印优先的前 ${mostPrinted} 条，其余请筛选或导出）`}。`}
      actions={
        <>
          <DistrictLink to="/register" className="step-link">
            返回
          </DistrictLink>
          <Button type="primary" onClick={() => window.print()}>
            打印
          </Button>
        </>
      }
    >
      <div className="register-paper">
        <Card label="打印稿">
          <div className="body">
            <div className="print-head">
              <h2>{me.districtName}农民工工资支付风险台账</h2>
              <p>
                <span>编制单位：{me.organisation}</span>
                <span>截至 {dayText(today())}</span>
                <span>
                  制表人：{me.name}　单位：元　非涉密{me.demo && '　演示数据'}
                </span>
              </p>
            </div>
            {list.rows.length === 0 ? (
              <EmptyState title="没有要打印的条目" />
            ) : (
              <div className="scroll-x" tabIndex={0} role="region" aria-label="台账打印稿">
                <Sheet rows={list.rows} people={people} owed={yuanText(owed)} />
                <p className="small">
                  优先序＝欠付金额＋涉及人数＋资金缺口三项的分；风险等级按规则定，注明人工的由人定。
                </p>
              </div>
            )}
          </div>
        </Card>
      </div>
    </Page>
  )
}

/** Each head with its part of the paper's width, in percent. */
const heads: readonly (readonly [head: string, width: number])[] = [
  ['序号', 3],
  ['项目（镇街）', 14],
  ['风险等级', 5],
  ['优先序（分）', 10],
  ['涉及人数', 5],
  ['欠付金额', 9],
  ['欠薪原因', 10],
  ['化解措施', 16],
  ['责任领导', 6],
  ['责任单位', 6],
  ['化解期限', 6],
  ['检查', 4],
  ['办理情况', 6],
]

function Sheet(props: { rows: readonly EntryRow[]; people: number; owed: string }) {
  return (
    <table className="register-sheet">
      <colgroup>
        {heads.map(([head, width]) => (
          <col key={head} style={{ width: `${width}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {heads.map(([head]) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, at) => (
          <SheetRow key={row.id} row={row} no={at + 1} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={4}>合计 {props.rows.length} 个项目</td>
          <td className="right">{sayCount(props.people)}</td>
          <td className="right">{props.owed}</td>
          <td colSpan={7}>其中检查逾期 {props.rows.filter((row) => row.isCheckLate).length} 个</td>
        </tr>
      </tfoot>
    </table>
  )
}

function SheetRow({ row, no }: { row: EntryRow; no: number }) {
  return (
    <tr>
      <td className="middle">{no}</td>
      <td>
        {row.projectName}
        {row.town !== null && `（${row.town}）`}
      </td>
      <td>
        {classNames[row.class]}
        {row.how === 'officer' && '（人工）'}
      </td>
      <td>
        <b>{row.priority.points}</b>
        <br />
        {row.priority.parts.map(({ tenths }) => tenths / 10).join('＋')}
      </td>
      <td className="right">{sayCount(row.people)}</td>
      <td className="right">{yuanText(row.overdueFen)}</td>
      <td>{causeText(row)}</td>
      <td>{row.measures}</td>
      <td>{row.leader}</td>
      <td>{row.unit}</td>
      <td>{row.dueOn === null ? '' : dayText(row.dueOn)}</td>
      <td>
        {row.checks} 次{row.isCheckLate && '（逾期）'}
      </td>
      <td>{row.isLate ? '超期未化解' : entryStateNames[row.state]}</td>
    </tr>
  )
}
