import { Input } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { longestNotice, takeInNotice, viewCalendar } from '../../../modules/calendar/contract.ts'
import type { CalendarPage } from '../../../modules/calendar/contract.ts'
import { whyNotTakeIn } from '../../../modules/calendar/rules/provisional.ts'
import { noticeOf, readNotice } from '../../../modules/calendar/rules/read-notice.ts'
import type { ReadNotice } from '../../../modules/calendar/rules/read-notice.ts'
import { calendarWords, noticeFindingText } from '../../../modules/calendar/words.ts'
import { sentence } from '../../../kernel/words.ts'
import { listTasks, viewTask } from '../../../modules/dashboards/contract-tasks.ts'
import { viewHome, viewProject } from '../../../modules/dashboards/contract.ts'
import { viewOutlook } from '../../../modules/outlook/contract.ts'
import { viewProjectOutlook } from '../../../modules/outlook/contract-project.ts'
import { listLedger } from '../../../modules/wages/contract.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Card, Page } from '../parts/page.tsx'
import { NoPermission } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { NoticeEffectCard } from './calendar-effect.tsx'
import { Spans } from './calendar.tsx'

const readsOfDays = [
  viewCalendar,
  viewHome,
  viewProject,
  listTasks,
  viewTask,
  listLedger,
  viewOutlook,
  viewProjectOutlook,
]

export function ImportNoticePage() {
  const { roles } = useMe()
  if (mayCall(takeInNotice, roles)) return <ImportForm />
  return <NoPermission whole sentence="放假通知由治欠办导入，您的岗位可以在「节假日」里查看。" />
}

function ImportForm() {
  const district = useDistrict()
  const navigate = useNavigate()
  const calendar = useRead(viewCalendar)
  const [text, setText] = useState('')
  const seen = useDeferredValue(text)
  const read = useMemo(() => readNotice(seen, yearsOf(calendar)), [seen, calendar])
  const isEmpty = seen.trim() === ''
  const notice = isEmpty ? null : noticeOf(read)
  const refusal = isEmpty ? null : whyNotTakeIn(read, today())
  const takeIn = useAction(takeInNotice, {
    refresh: readsOfDays,
    done: ({ number }) => void navigate(`/d/${district}/calendar/notices/${number}`),
  })
  const wrongs = new Map<string, string>()
  if (isEmpty) wrongs.set('notice', '请先粘贴通知。')
  else if (refusal !== null) wrongs.set('notice', '通知里有对不上的地方，见下面。')
  return (
    <Page
      title="导入放假通知"
      crumb={[{ to: '/calendar', text: '节假日' }]}
      crumbEnd="导入放假通知"
      why="把国务院办公厅的放假通知整篇粘贴进来，先看认出了什么、会移动什么，再采用。"
    >
      <Form
        verb={notice === null ? '采用放假安排' : `采用 ${notice.year} 年放假安排`}
        says={
          notice === null || refusal !== null
            ? '粘贴通知后，这里说明采用会做什么。'
            : '采用后全系统按它算工作日，标「暂定」的日子重新计算并留下记录；不能删除，只能用更正的通知再改。'
        }
        running={takeIn.running}
        wrongs={wrongs}
        back="/calendar"
        send={() => takeIn.run({ body: { text, version: calendar.version } })}
      >
        {(wrongOf) => (
          <>
            <Card title="通知">
              <div className="body">
                <NoticeBox text={text} setText={setText} wrong={wrongOf('notice')} />
              </div>
            </Card>
            {!isEmpty && <Recognised read={read} refusal={refusal} />}
            {notice !== null && refusal === null && <NoticeEffectCard notice={notice} />}
          </>
        )}
      </Form>
    </Page>
  )
}

function yearsOf({ years }: CalendarPage) {
  return years.map(({ year, off, work, notices }) => ({ year, off, work, notices }))
}

/** Text is pasted or typed; a file of text or of a table (txt, csv, tsv) is dropped here and read in the browser. */
function NoticeBox(props: {
  text: string
  setText: (text: string) => void
  wrong: string | undefined
}) {
  const [odd, setOdd] = useState<string | null>(null)
  const dropped = (event: React.DragEvent) => {
    const [file] = event.dataTransfer.files
    if (file === undefined) return
    event.preventDefault()
    void textOf(file).then((text) => {
      setOdd(
        text === null
          ? '只能拖入文字或表格的文本文件（txt、csv）；Excel 里的表请选中后复制、粘贴。'
          : null,
      )
      if (text !== null) props.setText(text)
    })
  }
  return (
    <Field
      id="notice"
      label="通知正文或表格"
      wrong={odd ?? props.wrong}
      hint="可以粘贴网页、Word 里的正文，也可以粘贴 Excel 里选中的表，或把 txt、csv 文件拖到框里。"
      whole
    >
      {(box) => (
        <Input.TextArea
          {...box}
          rows={10}
          maxLength={longestNotice}
          value={props.text}
          placeholder="国务院办公厅关于 2027 年部分节假日安排的通知……"
          onChange={(event) => {
            setOdd(null)
            props.setText(event.target.value)
          }}
          onDrop={dropped}
        />
      )}
    </Field>
  )
}

/** The text of a small file, in UTF-8 or in what Chinese offices save; null where it is no text. */
async function textOf(file: File): Promise<string | null> {
  if (file.size > longestNotice * 4) return null
  const bytes = await file.arrayBuffer()
  if (new Uint8Array(bytes).includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function Recognised({
  read,
  refusal,
}: {
  read: ReadNotice
  refusal: ReturnType<typeof whyNotTakeIn>
}) {
  const says =
    read.findings.length > 0
      ? read.findings.map(noticeFindingText)
      : refusal === null
        ? []
        : [sentence(calendarWords, refusal.code, refusal.values)]
  return (
    <Card
      title={read.year === null ? '认出了什么' : `认出了 ${read.year} 年`}
      note={read.kind === 'change' ? '只调整其中的假期，其余不变' : undefined}
    >
      <div className="body">
        {says.length > 0 && (
          <ul className="notice-findings" aria-label="对不上的地方">
            {says.map((one) => (
              <li key={one}>
                <Icon name="warning" />
                {one}
              </li>
            ))}
          </ul>
        )}
        {read.items.length > 0 && (
          <table className="plain-table above" aria-label="认出的放假安排">
            <thead>
              <tr>
                <th scope="col">节日</th>
                <th scope="col">放假</th>
                <th scope="col">天数</th>
                <th scope="col">调休上班</th>
              </tr>
            </thead>
            <tbody>
              {read.items.map((item) => (
                <tr key={item.off.join() + item.work.join()}>
                  <th scope="row">{item.festivals.join('、')}</th>
                  <td>
                    <Spans days={item.off} />
                  </td>
                  <td className="unbroken">{item.off.length} 天</td>
                  <td>
                    <Spans days={item.work} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Card>
  )
}
