/**
 * How long a log is kept at least: six months (网络安全法 art. 21 (3) of 2016; the Act was amended with effect from
 * 2026-01-01, `memory`). The program keeps longer: its role in the database may not delete an entry at all.
 */
export const auditKept = { leastMonths: 6 } as const
