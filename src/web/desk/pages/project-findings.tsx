import { viewSafeguards } from '../../../modules/safeguards/contract.ts'
import type { Finding } from '../../../modules/safeguards/contract.ts'
import { Icon } from '../parts/icon.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { usePart } from '../read.ts'

/** What of the project's facts cannot all be right; nothing where nothing is odd. */
export function ProjectFindings({ code }: { code: string }) {
  const { data } = usePart(viewSafeguards, { params: { code } })
  if (data === undefined || data.findings.length === 0) return null
  return (
    <Card title="要核对的" note="不影响计入，请查清后改正">
      <Findings findings={data.findings} />
    </Card>
  )
}

export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null
  return (
    <ul className="findings">
      {findings.map(({ code, message, opens }) => (
        <li key={`${code} ${message}`}>
          <Icon name="warning" />
          <span>
            {message} {opens !== null && <DistrictLink to={opens}>打开那个项目</DistrictLink>}
          </span>
        </li>
      ))}
    </ul>
  )
}
