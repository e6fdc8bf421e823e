import { Input, Select } from 'antd'
import { dayText } from '../../../kernel/day-text.ts'
import { industries, optionsOf, ownerKinds, projectStates } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { mayCall, useMe } from '../session.ts'
import { listParameters } from '../../../modules/places/contract.ts'
import { projectNameLimit } from '../../../modules/registry/rules/project.ts'
import { dayTyped, fieldNames } from './project-draft.ts'
import type { ProjectDraft } from './project-draft.ts'

interface FieldsProps {
  draft: ProjectDraft
  change: (patch: Partial<ProjectDraft>) => void
  wrongOf: (field: string) => string | undefined
}

/** What an officer states of a project, new or known. */
export function ProjectFields(props: FieldsProps) {
  const { draft, change, wrongOf } = props
  const { towns } = useMe()
  return (
    <Card title="项目">
      <div className="body form-grid">
        <Field id="name" label={fieldNames.name} wrong={wrongOf('name')} whole>
          {(box) => (
            <Input
              {...box}
              maxLength={projectNameLimit}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <Field id="town" label={fieldNames.town} wrong={wrongOf('town')}>
          {(box) => (
            <Select
              {...box}
              allowClear
              placeholder="未查清"
              options={towns.map((town) => ({ value: town.code, label: town.name }))}
              {...(draft.town === null ? {} : { value: draft.town })}
              onChange={(town?: string) => change({ town: town ?? null })}
            />
          )}
        </Field>
        <Field
          id="ownerKind"
          label={fieldNames.ownerKind}
          hint="按立项、施工许可写的填，不从单位名称猜。"
        >
          {(box) => (
            <Select
              {...box}
              options={optionsOf(ownerKinds)}
              value={draft.ownerKind}
              onChange={(ownerKind) => change({ ownerKind })}
            />
          )}
        </Field>
        <Field
          id="industry"
          label={fieldNames.industry}
          hint="归哪个部门监管；部门的岗位按它看到项目。"
        >
          {(box) => (
            <Select
              {...box}
              options={optionsOf(industries)}
              value={draft.industry}
              onChange={(industry) => change({ industry })}
            />
          )}
        </Field>
        <Course {...props} />
      </div>
    </Card>
  )
}

/** How far it is, since when, and when it pays. */
function Course({ draft, change, wrongOf }: FieldsProps) {
  const { roles } = useMe()
  return (
    <>
      <Field id="state" label={fieldNames.state} wrong={wrongOf('state')}>
        {(box) => (
          <Select
            {...box}
            options={optionsOf(projectStates)}
            value={draft.state}
            onChange={(state) => change({ state })}
          />
        )}
      </Field>
      {(['begunOn', 'finishOn', 'permitOn'] as const).map((field) => (
        <DayField key={field} field={field} draft={draft} change={change} wrongOf={wrongOf} />
      ))}
      <Field
        id="payDay"
        label={fieldNames.payDay}
        wrong={wrongOf('payDay')}
        hint={
          <>
            合同约定次月几日发工资；没有约定的不填，按
            {mayCall(listParameters, roles) ? (
              <DistrictLink to="/parameters" className="underlined">
                参数
              </DistrictLink>
            ) : (
              '参数'
            )}
            里的发薪日。
          </>
        }
      >
        {(box) => (
          <Input
            {...box}
            inputMode="numeric"
            maxLength={4}
            value={draft.payDay}
            onChange={(event) => change({ payDay: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

/** A day of the project's course, as it is typed. */
function DayField(props: FieldsProps & { field: 'begunOn' | 'finishOn' | 'permitOn' }) {
  const { field, draft, change, wrongOf } = props
  const typed = dayTyped(draft[field])
  return (
    <Field
      id={field}
      label={fieldNames[field]}
      wrong={wrongOf(field)}
      hint={typed ? dayText(typed) : '如 2026-03-01；没有查清的不填。'}
    >
      {(box) => (
        <Input
          {...box}
          maxLength={20}
          value={draft[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
}

/** The numbers that other offices know it by; `code` only for a project that is to be. */
export function NumberFields(props: FieldsProps & { withCode: boolean; note: string }) {
  const { draft, change, wrongOf } = props
  return (
    <Card title="编号" note={props.note}>
      <div className="body form-grid">
        <Text
          id="platformNumber"
          label={fieldNames.platformNumber}
          value={draft.platformNumber}
          wrong={wrongOf('platformNumber')}
          type={(platformNumber) => change({ platformNumber })}
        />
        <Text
          id="permitNumber"
          label={fieldNames.permitNumber}
          value={draft.permitNumber}
          wrong={wrongOf('permitNumber')}
          type={(permitNumber) => change({ permitNumber })}
        />
        {props.withCode && (
          <Text
            id="code"
            label={fieldNames.code}
            value={draft.code}
            wrong={wrongOf('code')}
            type={(code) => change({ code })}
          />
        )}
      </div>
    </Card>
  )
}

function Text(props: {
  id: string
  label: string
  value: string
  wrong: string | undefined
  type: (text: string) => void
}) {
  return (
    <Field id={props.id} label={props.label} wrong={props.wrong}>
      {(box) => (
        <Input
          {...box}
          maxLength={60}
          value={props.value}
          onChange={(event) => props.type(event.target.value)}
        />
      )}
    </Field>
  )
}
