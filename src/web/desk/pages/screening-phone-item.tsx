import { useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { PlainDate } from '../../../kernel/day.ts'
import {
  mostPhotos,
  type NewReport,
  type PhoneItem,
  type PhoneRound,
} from '../../../modules/screening/contract-reports.ts'
import { boardStates, screeningFindings } from '../../../modules/screening/rules/report.ts'
import { boardNames, findingNames } from '../../../modules/screening/words.ts'
import { newIntention } from '../call.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import {
  type Draft,
  dropDraft,
  dropOutgoing,
  keepDraft,
  keepOutgoing,
  keptDraft,
  type KeptPhoto,
  type Outgoing,
} from '../offline/phone-store.ts'
import { tryToSend, useOutgoing } from '../offline/use-outgoing.ts'
import { PhotoField } from './screening-phone-photos.tsx'
import {
  type DraftValues,
  emptyValues,
  listIn,
  reportOf,
  textIn,
  usualPeople,
} from './screening-draft.ts'
import { OutgoingLine, PhoneFrame, useRoundId, useTakenAlong } from './screening-phone-frame.tsx'

/** One project of a round: what is seen there is typed, and kept until it is sent. */
export function PhoneItemPage() {
  const district = useDistrict()
  const roundId = useRoundId()
  const itemId = useParams()['itemId'] ?? ''
  const { round, problem, isRead } = useTakenAlong(district, roundId)
  const { all, sending } = useOutgoing()
  const item = round?.items.find((one) => one.itemId === itemId)
  const sent = all.filter((one) => one.kind === 'report' && one.itemId === itemId)
  const list = `/d/${district}/screening/${roundId}/phone`
  return (
    <PhoneFrame
      title={item?.name ?? '排查一个项目'}
      back={{ to: list, text: '清单' }}
      round={round}
      problem={problem}
    >
      {round !== null && item === undefined && isRead && (
        <p>
          这个项目不在您岗位的清单上。
          <Link to={`/d/${district}/screening/${roundId}/items/${itemId}`}>看它的排查情况</Link>
        </p>
      )}
      {item !== undefined && (
        <p className="second">
          {[item.code, item.townName, item.place].filter((one) => one !== null).join(' · ')}
        </p>
      )}
      {sent.map((one) => (
        <OutgoingLine key={one.submissionId} outgoing={one} sending={sending} />
      ))}
      {round !== null && item !== undefined && (
        <Filling key={itemId} round={round} item={item} list={list} sent={sent} />
      )}
    </PhoneFrame>
  )
}

interface FillingProps {
  round: PhoneRound
  item: PhoneItem
  list: string
  sent: readonly Outgoing[]
}

function Filling({ round, item, list, sent }: FillingProps) {
  const district = useDistrict()
  const { draft, change, drop, isRead } = useDraft(`${round.accountId} ${item.itemId}`)
  const [wrong, setWrong] = useState<{ field: string; wrong: string } | null>(null)
  const [again, setAgain] = useState(false)
  const send = async () => {
    const read = reportOf(draft.values, identityOf(draft), today())
    if (!('report' in read)) {
      setWrong(read)
      document.getElementById(read.field)?.focus()
      return
    }
    await keepOutgoing(outgoingOf({ round, item, district, draft, report: read.report }))
    // What the server would not take is said anew by this one.
    for (const one of sent) if (one.state === 'refused') await dropOutgoing(one.submissionId)
    await drop()
    setWrong(null)
    setAgain(false)
    window.scrollTo(0, 0)
    await tryToSend()
  }
  if (!isRead) return null
  const isDone = sent.some(({ state }) => state !== 'refused') || item.state === 'screened'
  if (isDone && !again) {
    return (
      <>
        {sent.length === 0 && <p className="second">这个项目已有排查报告。</p>}
        <Link className="wide-button primary" to={list}>
          下一个项目
        </Link>
        <button type="button" className="wide-button" onClick={() => setAgain(true)}>
          再报一份
        </button>
      </>
    )
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Fields values={draft.values} wrong={wrong} change={(values) => change({ values })} />
      <PhotoField
        photos={draft.photos}
        most={mostPhotos}
        change={(photos: KeptPhoto[]) => change({ photos })}
      />
      {wrong !== null && (
        <p className="wrong" role="alert">
          {wrong.wrong}
        </p>
      )}
      <button type="submit" className="wide-button primary">
        送出
      </button>
      <p className="small">没有网络也可以送出：先存在手机里，有网络时自动送。</p>
    </form>
  )
}

function identityOf({ photos }: Draft) {
  return { submissionId: newIntention(), photos: photos.map(({ id }) => id) }
}

function outgoingOf(of: {
  round: PhoneRound
  item: PhoneItem
  district: string
  draft: Draft
  report: NewReport
}): Outgoing {
  const { round, item, district, draft, report } = of
  return {
    kind: 'report',
    submissionId: report.submissionId,
    district,
    roundId: round.roundId,
    itemId: item.itemId,
    title: item.name,
    accountId: round.accountId,
    accountName: round.accountName,
    photos: draft.photos,
    keptAt: new Date().toISOString(),
    state: 'waiting',
    said: null,
    body: report,
  }
}

/** What is typed, kept on the phone with every change, so that a reload loses nothing. */
function useDraft(key: string) {
  const [draft, setDraft] = useState<Draft>({ values: emptyValues(today()), photos: [] })
  const [isRead, setRead] = useState(false)
  useEffect(() => {
    let isHere = true
    void keptDraft(key).then((kept) => {
      if (!isHere) return
      if (kept !== null) setDraft(kept)
      setRead(true)
    })
    return () => {
      isHere = false
    }
  }, [key])
  return {
    draft,
    isRead,
    change: (patch: Partial<Draft>) => {
      const next = { ...draft, ...patch }
      setDraft(next)
      void keepDraft(key, next)
    },
    drop: async () => {
      setDraft({ values: emptyValues(today()), photos: [] })
      await dropDraft(key)
    },
  }
}

interface FieldsProps {
  values: DraftValues
  wrong: { readonly field: string; readonly wrong: string } | null
  change: (values: DraftValues) => void
}

function Fields({ values, wrong, change }: FieldsProps) {
  const set = (field: string, value: string | string[]) => change({ ...values, [field]: value })
  const isScreened = textIn(values, 'outcome') !== 'could-not'
  const of = { values, wrong, set }
  return (
    <>
      <Choice
        {...of}
        field="outcome"
        label="这次"
        options={[
          ['screened', '排查了'],
          ['could-not', '没能排查'],
        ]}
      />
      <Line {...of} field="day" label="排查日期" type="date" max={today()} />
      {isScreened ? (
        <Seen {...of} />
      ) : (
        <Line {...of} field="reason" label="为什么没能排查" type="text" max={null} />
      )}
    </>
  )
}

interface Of {
  values: DraftValues
  wrong: FieldsProps['wrong']
  set: (field: string, value: string | string[]) => void
}

function Seen(of: Of) {
  const { values } = of
  const isOwed = listIn(values, 'findings').includes('wages-owed')
  return (
    <>
      <Line {...of} field="headcount" label="现场人数" type="number" max={null} />
      <Choice
        {...of}
        field="boards"
        label="维权告示牌"
        options={boardStates.map((one) => [one, boardNames[one]])}
      />
      <Line
        {...of}
        field="paidUntil"
        label="工资发到哪个月（不清楚不填）"
        type="month"
        max={null}
      />
      <Several
        {...of}
        field="spokeTo"
        label="向谁了解的"
        options={usualPeople.map((one) => [one, one])}
      />
      <Line {...of} field="spokeToOther" label="还有谁（可不填）" type="text" max={null} />
      <Several
        {...of}
        field="findings"
        label="发现的问题（没有就不选）"
        options={screeningFindings.map((one) => [one, findingNames[one]])}
      />
      {isOwed && (
        <>
          <Line {...of} field="unpaidPeople" label="欠薪人数" type="number" max={null} />
          <Line
            {...of}
            field="unpaidYuan"
            label="欠薪金额（元，不清楚不填）"
            type="decimal"
            max={null}
          />
        </>
      )}
      <label>
        情况说明
        <textarea
          id="words"
          rows={3}
          maxLength={2_000}
          value={textIn(values, 'words')}
          onChange={(event) => of.set('words', event.target.value)}
        />
      </label>
    </>
  )
}

type LineType = 'date' | 'month' | 'number' | 'decimal' | 'text'

function Line(props: Of & { field: string; label: string; type: LineType; max: PlainDate | null }) {
  const { field, label, type, max, values, wrong, set } = props
  const isWrong = wrong?.field === field
  const digits = type === 'number' ? 'numeric' : type === 'decimal' ? 'decimal' : undefined
  return (
    <label>
      {label}
      <input
        id={field}
        type={digits === undefined ? type : 'text'}
        inputMode={digits}
        max={max ?? undefined}
        maxLength={500}
        aria-invalid={isWrong}
        value={textIn(values, field)}
        onChange={(event) => set(field, event.target.value)}
      />
      {isWrong && <span className="wrong">{wrong.wrong}</span>}
    </label>
  )
}

interface OptionsProps extends Of {
  field: string
  label: string
  options: readonly (readonly [string, string])[]
}

function Choice({ field, label, options, values, wrong, set }: OptionsProps) {
  return (
    <fieldset id={field} tabIndex={-1}>
      <legend>{label}</legend>
      {options.map(([value, text]) => (
        <label key={value} className="tile">
          <input
            type="radio"
            name={field}
            checked={textIn(values, field) === value}
            onChange={() => set(field, value)}
          />
          {text}
        </label>
      ))}
      {wrong?.field === field && <span className="wrong">{wrong.wrong}</span>}
    </fieldset>
  )
}

function Several({ field, label, options, values, wrong, set }: OptionsProps) {
  const chosen = listIn(values, field)
  return (
    <fieldset id={field} tabIndex={-1}>
      <legend>{label}</legend>
      {options.map(([value, text]) => (
        <label key={value} className="tile">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) =>
              set(
                field,
                event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value),
              )
            }
          />
          {text}
        </label>
      ))}
      {wrong?.field === field && <span className="wrong">{wrong.wrong}</span>}
    </fieldset>
  )
}
