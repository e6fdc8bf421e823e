import type { SessionRow } from '../../../modules/people/contract-sign-in.ts'
import { proofNames } from '../../../modules/people/words.ts'
import { Chip } from '../parts/chips.tsx'
import type { Column } from '../parts/list-table.tsx'
import { sayMoment } from '../parts/say.ts'

/** Where an account is signed in. */
export const sessionColumns: Column<SessionRow>[] = [
  {
    key: 'where',
    title: '在哪里',
    phone: 'first',
    cell: (row) => (
      <>
        {row.client === '' ? '浏览器未知' : row.client} {row.isThis && <Chip>这里</Chip>}
        <span className="under">{row.address === '' ? '地址未知' : row.address}</span>
      </>
    ),
  },
  { key: 'proof', title: '登录方式', phone: 'figure', cell: (row) => proofNames[row.proof] },
  { key: 'began', title: '登录于', phone: 'last', cell: (row) => <At at={row.beganAt} /> },
  { key: 'seen', title: '最近操作', phone: 'last', cell: (row) => <At at={row.seenAt} /> },
]

function At({ at }: { at: string }) {
  return (
    <time dateTime={at} className="unbroken">
      {sayMoment(at)}
    </time>
  )
}
