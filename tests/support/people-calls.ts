/** Bodies that mean something, of the writes about people and towns. */
export function peopleBodies(town: string): Readonly<Record<string, unknown>> {
  const week = { beginsOn: '2026-12-01', endsOn: '2026-12-02' }
  const later = { on: '2099-12-01', instrument: '某文件' }
  const why = '本人来办'
  return {
    'places.decide-proposal': { decision: 'reject', why: '不对' },
    'places.rename-town': { name: '新镇', ...later },
    'places.merge-town': { into: town, ...later },
    'people.end-post': { why: '调离' },
    'people.enter-leave': { ...week, why: '年休假' },
    'people.deputise': { account: 'nobody', ...week, why: '书面授权' },
    'people.move-post': {
      organisation: '乙镇',
      town: null,
      industries: [],
      on: '2026-12-01',
      why: '调动',
    },
    'people.close-account': { why: '离职' },
    'people.unlock-account': { why },
    'people.end-account-sessions': { why },
    'people.reset-second-factor': { why },
    'labour.unmask': { what: 'name', why: 'pay', project: null },
  }
}
