import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { addressOf } from '../../../kernel/endpoint.ts'
import { removeItem } from '../../../modules/screening/contract.ts'
import {
  downloadPhoto,
  type ItemPage,
  type Photo,
  type Report,
  submitReport,
  viewItem,
} from '../../../modules/screening/contract-reports.ts'
import { boardNames, findingNames } from '../../../modules/screening/words.ts'
import { useDistrict } from '../district.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { Field } from '../parts/field.tsx'
import { Yuan } from '../parts/money.tsx'
import { Card, DistrictLink, FactsStrip, MainLink, Page, type Fact } from '../parts/page.tsx'
import { sayDay, sayInstant, sayMonth } from '../parts/say.ts'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { ItemStateChip } from './screening-items.tsx'
import { screeningReads } from './screening-reads.ts'

/** One project of a round: whose it is, and what each phone said of it. */
export function ScreeningItemPage() {
  const { roundId = '', itemId = '' } = useParams()
  const item = useRead(viewItem, { params: { roundId, itemId } })
  const { roles } = useMe()
  const isOffice = mayCall(removeItem, roles)
  const mayReport =
    mayCall(submitReport, roles) &&
    (item.isMine || isOffice) &&
    item.removedOn === null &&
    item.roundState === 'open'
  return (
    <Page
      title={item.projectName}
      crumb={[
        { to: '/screening', text: '排查' },
        { to: `/screening/${roundId}`, text: item.roundTitle },
      ]}
      crumbEnd={item.projectName}
      chips={
        <>
          <ItemStateChip row={item} />
          {item.reports > 1 && <Chip tone="accent">两份</Chip>}
          {item.removedOn !== null && <Chip tone="bad">已从清单上拿掉</Chip>}
        </>
      }
      why={
        item.reports > 1
          ? '不止一部手机报了这个项目，都留着；看成了的里面最后送来的那份算数。'
          : undefined
      }
      actions={
        <>
          {mayReport && item.isMine && (
            <MainLink to={`/screening/${roundId}/${itemId}`}>填报</MainLink>
          )}
          {isOffice &&
            item.roundState === 'open' &&
            item.removedOn === null &&
            item.reports === 0 && <RemoveButton item={item} />}
        </>
      }
    >
      <FactsStrip facts={factsOf(item)} />
      <div className="stack">
        {item.theReports.length === 0 && (
          <Card title="排查报告">
            <p className="body third">还没有人报。</p>
          </Card>
        )}
        {item.theReports.map((report) => (
          <ReportCard key={report.id} item={item} report={report} />
        ))}
      </div>
    </Page>
  )
}

function factsOf(item: ItemPage): Fact[] {
  return [
    {
      label: '项目',
      value: (
        <DistrictLink to={`/projects/${encodeURIComponent(item.projectCode)}`}>
          {item.projectCode}
        </DistrictLink>
      ),
      note: item.place ?? undefined,
    },
    {
      label: '谁排查',
      value: item.ownerName ?? '未列入',
      ...(item.isUnowned ? { note: '无人承办' } : {}),
    },
    { label: '期间', value: `${sayDay(item.beginsOn)}—${sayDay(item.endsOn)}` },
    {
      label: '排查日期',
      value: item.screenedOn === null ? '—' : <Day on={item.screenedOn} />,
      ...(item.isLate ? { note: '截止日以后' } : {}),
    },
  ]
}

function ReportCard({ item, report }: { item: ItemPage; report: Report }) {
  const isScreened = report.outcome === 'screened'
  return (
    <Card
      title={isScreened ? '排查报告' : '未能排查'}
      note={`${report.submittedByName}（${report.organisation}） ${sayInstant(report.submittedAt)} 送来`}
      aside={
        item.reports > 1 || report.isAfterClose ? (
          <Chip tone={report.counts ? 'done' : 'plain'}>
            {report.counts ? '✓ 算数' : report.isAfterClose ? '轮次结束后送来，只留存' : '另一份'}
          </Chip>
        ) : undefined
      }
    >
      <table className="plain-table by-label">
        <tbody>
          {linesOf(report).map(([label, value]) => (
            <tr key={label}>
              <td className="second">{label}</td>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.photos.length > 0 && (
        <ul className="photo-row body">
          {report.photos.map((photo, at) => (
            <li key={photo.id}>
              <PhotoLink item={item} photo={photo} at={at + 1} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function linesOf(report: Report): [string, React.ReactNode][] {
  const on: [string, React.ReactNode] = ['日期', <Day key="day" on={report.day} />]
  if (report.outcome === 'could-not') return [on, ['原因', report.reason]]
  const found = report.findings.map((finding) => findingNames[finding]).join('、')
  const owed: [string, React.ReactNode][] =
    report.unpaidPeople === null
      ? []
      : [
          ['欠薪人数', `${report.unpaidPeople} 人`],
          ['欠薪金额', <Yuan key="sum" fen={report.unpaidFen} />],
        ]
  const said: [string, React.ReactNode][] = report.words === '' ? [] : [['说明', report.words]]
  return [
    on,
    ['现场人数', `${report.headcount ?? 0} 人`],
    ['维权告示牌', report.boards === null ? '—' : boardNames[report.boards]],
    ['工资发到', report.paidUntil === null ? '不清楚' : sayMonth(report.paidUntil)],
    ['向谁了解', report.spokeTo],
    ['发现', found === '' ? '没有发现问题' : found],
    ...owed,
    ...said,
  ]
}

/** Where it was taken is known to about a kilometre, when the day; nothing else is kept of it. */
function PhotoLink({ item, photo, at }: { item: ItemPage; photo: Photo; at: number }) {
  const district = useDistrict()
  const params = { roundId: item.roundId, itemId: item.itemId ?? '', photoId: photo.id }
  const address = addressOf(downloadPhoto, district, { params })
  const { takenOn, latitude, longitude } = photo
  return (
    <figure>
      <a href={address}>
        <img src={address} alt={`现场照片 ${at}`} loading="lazy" />
      </a>
      <figcaption className="small third">
        {takenOn === null ? '没有拍摄日期' : `拍于${sayDay(takenOn)}`}
        {latitude !== null && longitude !== null && (
          <> · 约 {`${latitude.toFixed(2)}, ${longitude.toFixed(2)}`}</>
        )}
      </figcaption>
    </figure>
  )
}

function RemoveButton({ item }: { item: ItemPage }) {
  const { modal } = App.useApp()
  const [why, setWhy] = useState('')
  const [isOpen, setOpen] = useState(false)
  const remove = useAction(removeItem, { refresh: [viewItem, ...screeningReads] })
  const params = { roundId: item.roundId, itemId: item.itemId ?? '' }
  if (!isOpen) {
    return <Button onClick={() => setOpen(true)}>从清单上拿掉</Button>
  }
  const ask = () =>
    modal.confirm({
      title: `把「${item.projectName}」从清单上拿掉？`,
      content: '这个轮次不再要求排查它，也不计入已知项目。',
      okText: '拿掉',
      onOk: () => remove.run({ params, body: { why: why.trim() } }),
    })
  return (
    <Field id="why" label="为什么不用排查">
      {(box) => (
        <>
          <Input
            {...box}
            maxLength={200}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button
            disabled={why.trim().length < 2}
            title={why.trim().length < 2 ? '请先写原因。' : undefined}
            loading={remove.running}
            onClick={() => void ask()}
          >
            拿掉
          </Button>
        </>
      )}
    </Field>
  )
}
