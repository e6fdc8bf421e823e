import type { ReactNode } from 'react'
import { listRules } from '../../../modules/risk/contract-matters.ts'
import type { RuleEntry } from '../../../modules/risk/contract-matters.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { useRead } from '../read.ts'

/** What every rule says, why, by which article and figures, how often it spoke and what came of it. */
export function RulesPage() {
  const rules = useRead(listRules)
  const open = rules.reduce((sum, { open: one }) => sum + one.value, 0)
  return (
    <Page
      title="规则目录"
      crumb={[{ to: '/warnings', text: '预警' }]}
      why={`${rules.length} 条规则，未解除的预警 ${sayCount(open)} 条。规则只看项目和月份，不评价任何人；它提示，由人决定。`}
      actions={<ExportButton list={listRules} />}
    >
      <div className="stack">
        {rules.map((rule) => (
          <RuleCard key={rule.id} rule={rule} />
        ))}
      </div>
    </Page>
  )
}

function RuleCard({ rule }: { rule: RuleEntry }) {
  return (
    <Card title={`${rule.id} ${rule.title}`} note={rule.article} label={rule.title}>
      <p className="body">{rule.why}</p>
      <dl className="facts rule-above">
        <Count label="未解除" figure={rule.open}>
          {rule.late.value > 0 && (
            <span className="under">
              <DistrictLink to={rule.late.rows}>
                其中超期未答复 {sayCount(rule.late.value)}
              </DistrictLink>
            </span>
          )}
        </Count>
        <Count label="自动解除" figure={rule.cleared} />
        <Count label="说明后了结" figure={rule.explained} />
        <Count label="处理后了结" figure={rule.handled} />
      </dl>
      <table className="plain-table by-label">
        <tbody>
          <Line label="要求企业">{rule.asks}</Line>
          <Line label="怎样解除">{rule.clears}</Line>
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
          {rule.missing.map((name) => (
            <tr key={name}>
              <td className="second">{name}</td>
              <td>本区、所在市、省和全国都没有登记这个参数，这一半没有计算。</td>
              <td className="right">
                <Chip tone="bad">缺参数</Chip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Line({ label, children }: { label: string; children: string }) {
  return (
    <tr>
      <td className="second">{label}</td>
      <td colSpan={2}>{children}</td>
    </tr>
  )
}

function Count(props: { label: string; figure: RuleEntry['open']; children?: ReactNode }) {
  const { label, figure, children } = props
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <DistrictLink to={figure.rows}>{sayCount(figure.value)}</DistrictLink>
        {children}
      </dd>
    </div>
  )
}
