import { Input, Select } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { monthOf, nextMonth } from '../../../kernel/day.ts'
import type { YearMonth } from '../../../kernel/day.ts'
import { sentence } from '../../../kernel/words.ts'
import { viewProject } from '../../../modules/dashboards/contract.ts'
import { fillTemplate } from '../../../modules/exports/contract.ts'
import {
  platformTemplates,
  type TemplateNo,
  templateNos,
  whyNotWholeNumbers,
} from '../../../modules/exports/rules/platform-templates.ts'
import { exportsWords } from '../../../modules/exports/words.ts'
import { today } from '../clock.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Card, Page } from '../parts/page.tsx'
import { sayCount, sayMonth } from '../parts/say.ts'
import { NoPermission } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useDownload } from '../use-download.ts'

interface Draft {
  readonly no: TemplateNo
  readonly month: YearMonth
  readonly reason: string
}

export function FillTemplatePage() {
  const { roles } = useMe()
  if (mayCall(fillTemplate, roles)) return <FillTemplate />
  return <NoPermission whole sentence="平台模板含完整证件号码，只由治欠办导出。" />
}

/** One of the platform's templates of a project, with whole numbers, for a reason that is kept. */
function FillTemplate() {
  const { code = '' } = useParams()
  const { project } = useRead(viewProject, { params: { code } })
  const [draft, setDraft] = useState<Draft>({
    no: '03',
    month: nextMonth(monthOf(today()), -1),
    reason: '',
  })
  const [reached, setReached] = useState<{ draft: Draft; leftOut: number } | null>(null)
  const download = useDownload(fillTemplate, ({ leftOut }) => setReached({ draft, leftOut }))
  const template = platformTemplates[draft.no]
  const refusal = whyNotWholeNumbers(draft.reason)
  const wrongs = new Map(
    refusal === null ? [] : [['reason', sentence(exportsWords, refusal.code)] as const],
  )
  const opens = `/projects/${encodeURIComponent(code)}`
  return (
    <Page
      title="填平台模板"
      crumb={[
        { to: '/projects', text: '项目' },
        { to: opens, text: project.name },
      ]}
      crumbEnd="填平台模板"
      why="按省级平台的导入模板，用本项目已入账的数据填好。含完整证件号码，理由记入审计。"
    >
      <Form
        verb="下载"
        says={
          reached?.draft === draft
            ? `已下载「${template.name}」，已记入审计。${sayLeftOut(draft.no, reached.leftOut)}`
            : `下载「${template.name}」${template.monthly ? `，${sayMonth(draft.month)}` : ''}。`
        }
        running={download.running}
        wrongs={wrongs}
        back={`${opens}?tab=sheets`}
        send={() => {
          const { no, month, reason } = draft
          download.run({ params: { code, no }, body: { month, reason } })
        }}
      >
        {(wrongOf) => (
          <Card label="填平台模板">
            <Fields
              draft={draft}
              change={(patch) => setDraft({ ...draft, ...patch })}
              wrongOf={wrongOf}
            />
          </Card>
        )}
      </Form>
    </Page>
  )
}

function Fields(props: {
  draft: Draft
  change: (patch: Partial<Draft>) => void
  wrongOf: (field: string) => string | undefined
}) {
  const { draft, change } = props
  const thisMonth = monthOf(today())
  const months = Array.from({ length: 24 }, (_, back) => nextMonth(thisMonth, -back))
  const hint = hints[draft.no]
  return (
    <div className="body form-grid one">
      <Field id="template" label="模板" {...(hint === undefined ? {} : { hint })}>
        {(box) => (
          <Select
            {...box}
            value={draft.no}
            options={templateNos.map((no) => ({ value: no, label: platformTemplates[no].name }))}
            onChange={(no) => change({ no })}
          />
        )}
      </Field>
      {platformTemplates[draft.no].monthly && (
        <Field id="month" label="月份">
          {(box) => (
            <Select
              {...box}
              value={draft.month}
              options={months.map((month) => ({ value: month, label: sayMonth(month) }))}
              onChange={(month) => change({ month })}
            />
          )}
        </Field>
      )}
      <Field
        id="reason"
        label="为什么需要完整的证件号码"
        wrong={props.wrongOf('reason')}
        hint="例如：报送省平台 9 月数据。照写记入审计。"
      >
        {(box) => (
          <Input
            {...box}
            maxLength={200}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

function sayLeftOut(no: TemplateNo, count: number): string {
  if (count === 0) return ''
  const what = no === '06' ? '个人月只有合计、没有逐日工时' : '人不在名册上'
  return `${sayCount(count)} ${what}，没有列入。`
}

/** What a template cannot say, said before it is sent on. */
const hints: { readonly [No in TemplateNo]?: string } = {
  '03': '只列名册上的工人；民族、政治面貌等本系统不存，留空。',
  '06': '本系统按日存工时：刷卡时间按工时折算，不是闸机的原始时刻；只有月合计的人月不列。',
  '07': '模板没有扣款栏，有扣款时加在最后一列。',
}
