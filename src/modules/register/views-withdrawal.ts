import type { Reading } from '../../platform/context.ts'

/** Grades of an import that would go with it. */
export async function standardsWithdrawal(
  { client, district }: Reading,
  importId: string,
): Promise<{ lines: number }> {
  const found = await client.query<{ lines: number }>({
    name: 'register-standards-withdrawal',
    text: `select count(*)::integer as lines from register.standard_check
      where district = $1 and import_id = $2 and withdrawn_at is null`,
    values: [district, importId],
  })
  return { lines: found.rows[0]?.lines ?? 0 }
}
