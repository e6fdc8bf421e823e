import { Button } from 'antd'
import { useState } from 'react'
import { yuanText } from '../../../kernel/money.ts'
import {
  addExpectation,
  listExpectations,
  switchOffExpectation,
} from '../../../modules/coverage/contract.ts'
import type { Decision, ExpectationEntry } from '../../../modules/coverage/contract.ts'
import { industries, ownerKinds, projectSources, projectStates } from '../labels.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Card, DistrictLink, MainLink, Page } from '../parts/page.tsx'
import { sayCount, sayDay } from '../parts/say.ts'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { today } from '../clock.ts'
import { EndDecision, SwitchOff } from './expectation-switch.tsx'

/** What should be known to which source: why, by which article, since when, and how many are missing. */
export function ExpectationsPage() {
  const { roles } = useMe()
  const rules = useRead(listExpectations)
  const open = rules.reduce((sum, { open: one }) => sum + one.value, 0)
  const on = rules.filter(({ isOn }) => isOn).length
  return (
    <Page
      title="应登记规则"
      crumb={[
        { to: '/projects', text: '项目' },
        { to: '/blind-spots', text: '监管盲区' },
      ]}
      crumbEnd="应登记规则"
      why={`哪类项目应当在哪个部门的名单里。${rules.length} 条，今天起作用的 ${on} 条；没有了结的盲区 ${sayCount(open)} 处。没有报来名单的部门，不逐个项目算盲区。`}
      actions={
        <>
          <ExportButton list={listExpectations} />
          {mayCall(addExpectation, roles) && (
            <MainLink to="/blind-spots/rules/new">增加规则</MainLink>
          )}
        </>
      }
    >
      <div className="stack">
        {rules.map((rule) => (
          <RuleCard key={rule.rule} rule={rule} mayDecide={mayCall(switchOffExpectation, roles)} />
        ))}
      </div>
    </Page>
  )
}

function RuleCard({ rule, mayDecide }: { rule: ExpectationEntry; mayDecide: boolean }) {
  const { isOn, isGiving, added, off, missing } = rule
  return (
    <Card
      label={rule.title}
      title={
        <>
          {rule.rule} {rule.title} {!isOn && <Chip>今天不起作用</Chip>}{' '}
          {!isGiving && <Chip tone="bad">{projectSources[missing]}没有报来名单</Chip>}
        </>
      }
      note={
        <>
          {rule.article === '' ? '本区决定' : rule.article} <MarkChip mark={rule.mark} />
        </>
      }
      aside={
        <DistrictLink to={rule.open.rows}>没有了结 {sayCount(rule.open.value)} 处</DistrictLink>
      }
    >
      <p className="body">{rule.why}</p>
      <table className="plain-table by-label">
        <tbody>
          <tr>
            <td className="second">哪类项目</td>
            <td colSpan={2}>{sayKind(rule)}</td>
          </tr>
          <tr>
            <td className="second">谁应当登记</td>
            <td colSpan={2}>
              {projectSources[missing]}，开工或第一次被看到后 {rule.graceDays} 天内
            </td>
          </tr>
          {rule.parameters.map((parameter) => (
            <tr key={parameter.key}>
              <td className="second">{parameter.name}</td>
              <td>
                <b>{parameter.value}</b>
                <span className="under">
                  {parameter.instrument} {parameter.article}
                </span>
              </td>
              <td className="right">
                <MarkChip mark={parameter.mark} />
              </td>
            </tr>
          ))}
          {added !== null && <Decided what="增加" decision={added} mayDecide={mayDecide} />}
          {off.map((decision) => (
            <Decided key={decision.id} what="停用" decision={decision} mayDecide={mayDecide} />
          ))}
        </tbody>
      </table>
      {mayDecide && isOn && <Switch rule={rule} />}
    </Card>
  )
}

/** Which projects are meant, in words. */
function sayKind({
  seenBy,
  industries: of,
  ownerKinds: kinds,
  states,
  fromSumFen,
}: ExpectationEntry) {
  const said = [
    seenBy.length > 0 && `${seenBy.map((one) => projectSources[one]).join('、')}看到的`,
    of.length > 0 && of.map((one) => industries[one]).join('、'),
    kinds.length > 0 && kinds.map((one) => ownerKinds[one]).join('、'),
    states.length > 0 && states.map((one) => projectStates[one]).join('、'),
    fromSumFen !== null && `合同金额 ${yuanText(fromSumFen)} 元以上或没有写明`,
  ].filter((one) => one !== false)
  return said.length === 0 ? '所有项目' : said.join('；')
}

/** What the office decided of it, and the way to end that. */
function Decided(props: { what: string; decision: Decision; mayDecide: boolean }) {
  const { what, decision, mayDecide } = props
  const { validFrom, validTo, reason, addedBy, endedBy, endedWhy } = decision
  const [ending, setEnding] = useState(false)
  const isOver = validTo !== null && validTo < today()
  return (
    <tr>
      <td className="second">
        本区{what}
        <span className="under">{addedBy}</span>
      </td>
      <td>
        {sayDay(validFrom)}起{validTo === null ? '' : `，至${sayDay(validTo)}`}：{reason}
        {endedBy !== null && (
          <span className="under">
            {endedBy}结束：{endedWhy}
          </span>
        )}
        {ending && <EndDecision decision={decision} what={what} close={() => setEnding(false)} />}
      </td>
      <td className="right">
        {isOver && <Chip>已到期</Chip>}
        {mayDecide && !isOver && !ending && (
          <Button size="small" onClick={() => setEnding(true)}>
            {what === '停用' ? '恢复' : '结束'}
          </Button>
        )}
      </td>
    </tr>
  )
}

function Switch({ rule }: { rule: ExpectationEntry }) {
  const [open, setOpen] = useState(false)
  return (
    <div className="body">
      {open ? (
        <SwitchOff rule={rule} close={() => setOpen(false)} />
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          停用
        </Button>
      )}
    </div>
  )
}
