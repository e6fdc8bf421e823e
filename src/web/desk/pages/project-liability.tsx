import { viewLiability } from '../../../modules/safeguards/contract.ts'
import type { LiabilityRow } from '../../../modules/safeguards/contract.ts'
import { awaitsConfirmation } from '../../../modules/places/rules/parameter.ts'
import { dutyNames } from '../../../modules/safeguards/words.ts'
import { MarkChip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'

/** Who is answerable for what, by article: firms in the order the money flows, then authorities. */
export function ProjectLiability({ code }: { code: string }) {
  return (
    <Card
      title="责任表"
      note="依据保障农民工工资支付条例；责任人按登记的负责人和岗位"
      aside={<ExportButton small of="责任表" list={viewLiability} params={{ code }} />}
    >
      <Part of={viewLiability} input={{ params: { code } }} heights={[36, 36, 36, 36]}>
        {({ rows }) => (
          <ListTable
            label="责任表"
            columns={columns}
            rows={answerables(rows)}
            rowKey={(one) => one.role + one.person}
          />
        )}
      </Part>
    </Card>
  )
}

/** Whoever answers for several duties stands once, with all of them. */
interface OneAnswerable {
  readonly role: string
  readonly units: LiabilityRow['units']
  readonly person: string
  readonly duties: readonly LiabilityRow[]
}

function answerables(rows: readonly LiabilityRow[]): OneAnswerable[] {
  const found = new Map<string, OneAnswerable>()
  for (const row of rows) {
    const person = row.units.map((one) => one.person ?? '').join('、')
    const key = `${row.role} ${person}`
    const known = found.get(key)
    const { role, units } = row
    found.set(key, { role, units, person, duties: [...(known?.duties ?? []), row] })
  }
  return [...found.values()]
}

const columns: Column<OneAnswerable>[] = [
  {
    key: 'units',
    title: '单位和责任人',
    phone: 'first',
    width: '34%',
    cell: ({ role, units }) => (
      <>
        <span className="third">{role}</span>
        {units.length === 0 ? (
          <div className="third">未登记</div>
        ) : (
          units.map(({ name, person }) => (
            <div key={name}>
              {name}
              <span className="under">{person ?? '责任人未登记'}</span>
            </div>
          ))
        )}
      </>
    ),
  },
  {
    key: 'duties',
    title: '责任和依据',
    phone: 'more',
    cell: ({ duties }) => (
      <ul className="duties">
        {duties.map(({ duty, article }) => (
          <li key={duty}>
            {dutyNames[duty]}{' '}
            <span className="third small">{article.text.replace('保障农民工工资支付', '')}</span>{' '}
            {awaitsConfirmation(article) && <MarkChip mark={article.mark} />}
          </li>
        ))}
      </ul>
    ),
  },
]
