import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { listIn } from '../../../modules/exports/contract.ts'
import {
  downloadMoneyEvidence,
  enterMoney,
  uploadMoneyEvidence,
  viewProjectOutlook,
  withdrawMoney,
} from '../../../modules/outlook/contract-project.ts'
import type {
  MoneyEvidence,
  MoneyRow,
  ProjectOutlook,
} from '../../../modules/outlook/contract-project.ts'
import { whyNotWithdrawMoney } from '../../../modules/outlook/rules/plan.ts'
import { enteredStateNames, moneySourceNames } from '../../../modules/outlook/words.ts'
import { call } from '../call.ts'
import { useDistrict } from '../district.ts'
import { optionsOf } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { EvidenceFiles, useUploads } from '../parts/evidence-files.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Field } from '../parts/field.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { Card } from '../parts/page.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useDownload } from '../use-download.ts'
import { emptyMoney, moneyStated, sayOutlook, wrongsOfMoney } from './outlook-draft.ts'
import { outlookReads } from './outlook-plan.tsx'

/** Files that one sum may bring. */
const mostProofs = 10

const moneyList = listIn(viewProjectOutlook, 'money')

/** Money that is entered by hand: until when, whose word it is, and what proves it. */
export function OutlookMoney({ page }: { page: ProjectOutlook }) {
  const { roles } = useMe()
  const [entering, setEntering] = useState(false)
  const may = mayCall(enterMoney, roles)
  return (
    <Card
      title="登记的资金"
      note="预计节前到账的；日期一过不再计入，到没到看专户流水"
      aside={
        <span className="buttons">
          {page.money.length > 0 && (
            <ExportButton small list={moneyList} params={{ code: page.code }} />
          )}
          {may && !entering && (
            <Button size="small" className="no-print" onClick={() => setEntering(true)}>
              登记资金
            </Button>
          )}
        </span>
      }
    >
      {entering && <EnterMoney page={page} close={() => setEntering(false)} />}
      {page.money.length === 0 ? (
        <p className="body third">没有登记过资金。</p>
      ) : (
        <ListTable
          label="登记的资金"
          columns={moneyColumns(page)}
          rows={page.money}
          rowKey={(row) => row.id}
        />
      )}
    </Card>
  )
}

function moneyColumns(page: ProjectOutlook): Column<MoneyRow>[] {
  return [
    {
      key: 'expected',
      title: '预计到账',
      phone: 'first',
      cell: (row) => (
        <>
          <Day on={row.expectedOn} />{' '}
          <Chip tone={row.state === 'expected' ? 'accent' : 'plain'}>
            {enteredStateNames[row.state]}
          </Chip>
        </>
      ),
    },
    {
      key: 'amount',
      title: '金额（元）',
      align: 'right',
      phone: 'figure',
      cell: (row) => <Money fen={row.amountFen} />,
    },
    {
      key: 'words',
      title: '来源',
      phone: 'more',
      cell: (row) => (
        <>
          {moneySourceNames[row.moneySource]}：{row.words}
          {row.withdrawnWhy !== null && <span className="under">撤回：{row.withdrawnWhy}</span>}
        </>
      ),
    },
    {
      key: 'evidence',
      title: '佐证',
      phone: 'more',
      cell: (row) => <Evidence code={page.code} files={row.evidence} />,
    },
    {
      key: 'who',
      title: '登记人',
      phone: 'last',
      cell: (row) => (
        <>
          {row.enteredByName}
          <span className="under">{row.organisation}</span>
        </>
      ),
    },
    {
      key: 'withdraw',
      title: '撤回',
      phone: 'more',
      cell: (row) => <Withdraw code={page.code} row={row} />,
    },
  ]
}

function Evidence({ code, files }: { code: string; files: readonly MoneyEvidence[] }) {
  const download = useDownload(downloadMoneyEvidence)
  if (files.length === 0) return <span className="third">没有</span>
  return (
    <ul className="file-links">
      {files.map((file) => (
        <li key={file.id}>
          <button
            type="button"
            className="source"
            onClick={() => download.run({ params: { code, proofId: file.id } })}
          >
            {file.name}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Whoever may not, or what is withdrawn, has no button; the reason stands in its place. */
function Withdraw({ code, row }: { code: string; row: MoneyRow }) {
  const me = useMe()
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const withdraw = useAction(withdrawMoney, { refresh: outlookReads, done: () => setOpen(false) })
  if (!mayCall(withdrawMoney, me.roles)) return <span className="third">—</span>
  const refusal = whyNotWithdrawMoney(
    { withdrawnOn: row.withdrawnOn, enteredBy: row.enteredBy },
    { id: me.id, roles: me.roles },
  )
  if (refusal !== null) return <span className="third">{sayOutlook(refusal)}</span>
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        撤回
      </Button>
      <Modal
        open={open}
        title="撤回登记的资金"
        okText="撤回"
        cancelText="取消"
        okButtonProps={{ disabled: why.trim().length < 2, loading: withdraw.running }}
        onCancel={() => setOpen(false)}
        onOk={() => withdraw.run({ params: { code, moneyId: row.id }, body: { why: why.trim() } })}
      >
        <Field id="withdraw-why" label="原因" hint="留在经过里，不再计入可见资金。">
          {(box) => (
            <Input
              {...box}
              maxLength={300}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          )}
        </Field>
      </Modal>
    </>
  )
}

function EnterMoney({ page, close }: { page: ProjectOutlook; close: () => void }) {
  const [draft, setDraft] = useState(emptyMoney)
  const [tried, setTried] = useState(false)
  const district = useDistrict()
  const [kept, setKept] = useState<readonly MoneyEvidence[]>([])
  const upload = useUploads({
    kept,
    change: setKept,
    send: ({ name, body, idempotencyKey }) => {
      const params = { code: page.code }
      return call(uploadMoneyEvidence, district, { params, query: { name }, body, idempotencyKey })
    },
    most: mostProofs,
  })
  const enter = useAction(enterMoney, { refresh: outlookReads, done: close })
  const plan = { day: page.day, festivalOn: page.festival.on }
  const wrongs = wrongsOfMoney(draft, plan)
  const wrongOf = (field: string) => (tried ? wrongs.get(field) : undefined)
  const send = () => {
    setTried(true)
    const stated = moneyStated(draft, plan)
    if (stated === null || upload.running) return
    enter.run({
      params: { code: page.code },
      body: {
        ...stated,
        moneySource: draft.moneySource,
        words: draft.words.trim(),
        evidence: upload.kept.map(({ id }) => id),
      },
    })
  }
  return (
    <div className="body form-grid" role="group" aria-label="登记资金">
      <MoneyFields draft={draft} setDraft={setDraft} wrongOf={wrongOf} />
      <EvidenceFiles uploads={upload} kinds="付款承诺、批复、合同页等" />
      <div className="whole buttons">
        <Button type="primary" loading={enter.running} onClick={send}>
          登记这笔资金
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </div>
  )
}

function MoneyFields(props: {
  draft: typeof emptyMoney
  setDraft: (draft: typeof emptyMoney) => void
  wrongOf: (field: string) => string | undefined
}) {
  const { draft, setDraft, wrongOf } = props
  return (
    <>
      <Field id="money-yuan" label="金额（元）" wrong={wrongOf('yuan')}>
        {(box) => (
          <Input
            {...box}
            value={draft.yuan}
            onChange={(event) => setDraft({ ...draft, yuan: event.target.value })}
          />
        )}
      </Field>
      <Field
        id="money-expected"
        label="预计到账日期"
        wrong={wrongOf('expectedOn')}
        hint="如 2027-01-10。"
      >
        {(box) => (
          <Input
            {...box}
            value={draft.expectedOn}
            onChange={(event) => setDraft({ ...draft, expectedOn: event.target.value })}
          />
        )}
      </Field>
      <Field id="money-source" label="哪类钱">
        {(box) => (
          <Select
            {...box}
            value={draft.moneySource}
            options={optionsOf(moneySourceNames)}
            onChange={(moneySource) => setDraft({ ...draft, moneySource })}
          />
        )}
      </Field>
      <Field id="money-words" label="谁说的、哪笔款" wrong={wrongOf('words')}>
        {(box) => (
          <Input
            {...box}
            maxLength={300}
            value={draft.words}
            onChange={(event) => setDraft({ ...draft, words: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
