import { Button, Input, Select } from 'antd'
import { sentence } from '../../../kernel/words.ts'
import { checkCreditCode } from '../../../modules/registry/rules/credit-code.ts'
import { registryWords } from '../../../modules/registry/words.ts'
import { optionsOf, participantRoles } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import type { PartyDraft } from './project-draft.ts'

/** The two that every project has. */
export const emptyParties: readonly PartyDraft[] = [
  { id: 0, role: 'owner', name: '', creditCode: '' },
  { id: 1, role: 'general-contractor', name: '', creditCode: '' },
]

/** As many as a new project may be given. */
const mostParties = 50

/** A firm is known by its name; a code alone is none. */
export function wrongParties(parties: readonly PartyDraft[]): [string, string][] {
  return parties
    .filter(({ name, creditCode }) => name.trim() === '' && creditCode.trim() !== '')
    .map(({ id }) => [`party-name-${id}`, '请填写单位名称，只有代码不能登记。'])
}

export function ProjectParties(props: {
  parties: readonly PartyDraft[]
  change: (parties: readonly PartyDraft[]) => void
  wrongOf: (field: string) => string | undefined
}) {
  const { parties, change } = props
  const next = Math.max(-1, ...parties.map(({ id }) => id)) + 1
  return (
    <Card title="参建单位" note="没有查清的空着；以后可以导入参建单位名册补上。">
      <div className="body stack">
        {parties.map((party) => (
          <Party
            key={party.id}
            party={party}
            wrong={props.wrongOf(`party-name-${party.id}`)}
            change={(patch) =>
              change(parties.map((one) => (one === party ? { ...one, ...patch } : one)))
            }
            drop={() => change(parties.filter((one) => one !== party))}
          />
        ))}
        <div>
          <Button
            disabled={parties.length >= mostParties}
            onClick={() =>
              change([...parties, { id: next, role: 'labour-company', name: '', creditCode: '' }])
            }
          >
            再加一家
          </Button>
        </div>
      </div>
    </Card>
  )
}

function Party(props: {
  party: PartyDraft
  wrong: string | undefined
  change: (patch: Partial<PartyDraft>) => void
  drop: () => void
}) {
  const { party, change } = props
  const checked = checkCreditCode(party.creditCode)
  const odd = checked.ok || checked.value === '' ? undefined : checked.code
  return (
    <div className="party">
      <Field id={`party-role-${party.id}`} label="是什么单位">
        {(box) => (
          <Select
            {...box}
            options={optionsOf(participantRoles)}
            value={party.role}
            onChange={(role) => change({ role })}
          />
        )}
      </Field>
      <Field id={`party-name-${party.id}`} label="名称" wrong={props.wrong}>
        {(box) => (
          <Input
            {...box}
            maxLength={200}
            value={party.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field
        id={`party-code-${party.id}`}
        label="统一社会信用代码"
        hint={odd === undefined ? undefined : sentence(registryWords, odd)}
      >
        {(box) => (
          <Input
            {...box}
            maxLength={40}
            value={party.creditCode}
            onChange={(event) => change({ creditCode: event.target.value })}
          />
        )}
      </Field>
      <button
        type="button"
        className="plain-button"
        onClick={props.drop}
        aria-label={`去掉${participantRoles[party.role]}${party.name}`}
      >
        去掉
      </button>
    </div>
  )
}
