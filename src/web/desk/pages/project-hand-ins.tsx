import { handInEvidence, listHandIns } from '../../../modules/safeguards/contract-hand-ins.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { mayCall, useMe } from '../session.ts'
import { handInColumns } from './hand-in-columns.tsx'

/** Of one project so many are shown; the others are in the list of all. */
const mostShown = 10

/** What the firm has handed in of this project, and how it came out; where nothing ever was, only the firm hears of it. */
export function ProjectHandIns({ code }: { code: string }) {
  const { roles } = useMe()
  const query = { project: code, state: 'all' as const }
  return (
    <Part of={listHandIns} input={{ query: { ...query, limit: mostShown } }} heights={[36]}>
      {({ rows, total }) =>
        rows.length === 0 && !mayCall(handInEvidence, roles) ? null : (
          <Card
            title="企业报送"
            note="核实以后才计入制度落实和合同"
            aside={rows.length > 0 && <ExportButton small list={listHandIns} query={query} />}
          >
            {rows.length === 0 ? (
              <p className="body second">
                还没有报送。在六项制度每一项旁边按“报送佐证”，合同在合同一栏按“报送合同”。
              </p>
            ) : (
              <ListTable
                label="企业报送"
                columns={handInColumns('project')}
                rows={rows}
                rowKey={({ id }) => id}
              />
            )}
            {total > rows.length && (
              <p className="body small">
                <DistrictLink to={`/hand-ins?project=${encodeURIComponent(code)}&state=all`}>
                  全部 {total} 份
                </DistrictLink>
              </p>
            )}
          </Card>
        )
      }
    </Part>
  )
}
