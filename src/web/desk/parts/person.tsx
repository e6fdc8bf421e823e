import type { Masked } from '../../../kernel/masked.ts'
import { Chip } from './chips.tsx'
import { DistrictLink } from './page.tsx'

/** 赵*一 9901**********0013; barred from payment where the number cannot be right. */
export function Person(props: {
  workerId: string
  name: Masked
  idNumber?: Masked | null
  idFinding?: string | null
}) {
  return (
    <span className="person">
      <DistrictLink to={`/workers/${props.workerId}`}>{props.name}</DistrictLink>
      {props.idNumber !== undefined && (
        <span className="third unbroken">{props.idNumber ?? '没有证件号'}</span>
      )}
      {props.idFinding && <Chip tone="bad">证件号不对，不能发放</Chip>}
    </span>
  )
}
