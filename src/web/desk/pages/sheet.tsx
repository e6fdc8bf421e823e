import { useParams } from 'react-router'
import { z } from 'zod'
import { viewSheet } from '../../../modules/exchange/contract-sheets.ts'
import type { SheetState } from '../../../modules/exchange/contract-sheets.ts'
import { whyNotAnswer, whyNotMend } from '../../../modules/exchange/rules/mending.ts'
import { noteCountsOf } from '../../../modules/recognition/rules/note-counts.ts'
import { Chip } from '../parts/chips.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { NotFound } from '../parts/states.tsx'
import { useWatch } from '../read.ts'
import { SheetAnswerForm } from './sheet-answer.tsx'
import { SheetMending } from './sheet-mending.tsx'
import { SheetSummary } from './sheet-summary.tsx'

const Address = z.object({ fileId: z.uuid(), sheet: z.coerce.number().int().min(1) })

/** One sheet: how it is read, and the rows of it that wait. */
export function SheetPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一张表。" />
  return <SheetOf {...address.data} key={`${address.data.fileId} ${address.data.sheet}`} />
}

function SheetOf({ fileId, sheet }: { fileId: string; sheet: number }) {
  const state = useWatch(viewSheet, { params: { fileId, sheet } }, (reply) =>
    isReading(reply) ? 500 : false,
  )
  const { understood, answer } = state
  const asks = understood?.asks ?? []
  const asked = {
    batch: state.batchState,
    file: state.fileState,
    sheets: understood === null ? 0 : state.no,
    isOfAnother: state.isOfAnother,
  }
  const rejected = understood === null ? 0 : noteCountsOf(understood).rejected
  const reading = isReading(state)
  return (
    <Page
      title={understood?.name ?? state.fileName}
      crumb={[
        { to: '/import', text: '导入' },
        { to: `/import/${state.batchId}`, text: state.fileName },
      ]}
      crumbEnd={`第 ${state.no} 张表`}
      chips={
        <>
          {asks.length > 0 && <Chip tone="unconfirmed">要您定</Chip>}
          {understood?.leftOut === true && <Chip>不导入</Chip>}
          {rejected > 0 && <Chip tone="bad">等补正 {sayCount(rejected)} 处</Chip>}
        </>
      }
      why={answer === null ? undefined : <SaidBy answer={answer} />}
      actions={
        <DistrictLink className="step-link" to={`/import/${state.batchId}`}>
          回到这一批
        </DistrictLink>
      }
    >
      <div className="stack" aria-busy={reading}>
        {reading && (
          <p className="notice" role="status">
            正在重新读取这个文件，读完后这里会更新。
          </p>
        )}
        {asks.length > 0 && (
          <Card title={`要您定 ${asks.length} 件`}>
            <ul className="rows body">
              {asks.map((ask) => (
                <li key={`${ask.about} ${ask.question}`}>{ask.question}</li>
              ))}
            </ul>
          </Card>
        )}
        {understood !== null && (
          <Card title="看懂了什么">
            <SheetSummary sheet={understood} />
          </Card>
        )}
        {!reading && (
          <SheetAnswerForm
            key={`${answer?.at ?? ''} ${state.fileState}`}
            state={state}
            whyNot={whyNotAnswer(asked)}
          />
        )}
        {!reading && understood !== null && (rejected > 0 || state.mends.cells > 0) && (
          <SheetMending state={state} whyNot={whyNotMend(asked)} />
        )}
      </div>
    </Page>
  )
}

function isReading(state: SheetState): boolean {
  return state.fileState === 'received'
}

function SaidBy({ answer }: { answer: NonNullable<SheetState['answer']> }) {
  if (answer.profile === null) {
    return `${sayInstant(answer.at)} ${answer.by} 定了怎么读。`
  }
  return (
    <>
      按记住的格式{' '}
      <DistrictLink to={`/import/formats/${answer.profile.id}`}>{answer.profile.name}</DistrictLink>{' '}
      读取。
    </>
  )
}
