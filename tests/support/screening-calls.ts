import { uuidv7 } from 'uuidv7'
import { bareJpeg } from '../files/made-up-photo.ts'

const round = {
  title: '第二轮排查',
  beginsOn: '2026-11-23',
  endsOn: '2026-12-05',
  ownerWay: 'town',
  zeroRhythm: 'round',
  filter: { towns: [], industries: [], ownerKinds: [], states: [] },
}

/** Bodies that mean something, of the writes of screening. */
export function screeningBodies(town: string): Readonly<Record<string, unknown>> {
  return {
    'screening.make-round': round,
    'screening.change-round': { ...round, version: 99 },
    'screening.open-round': { version: 99 },
    'screening.close-round': { version: 99 },
    'screening.move-end': { version: 99, endsOn: '2026-12-20', why: '大雪封路' },
    'screening.add-projects': { codes: [], allUnlisted: false, why: '刚刚报建' },
    'screening.remove-item': { why: '还没有动工' },
    'screening.urge-owners': { owners: [{ role: 'town', place: town }], words: '' },
    'screening.submit-report': {
      submissionId: uuidv7(),
      outcome: 'could-not',
      day: '2026-11-23',
      reason: '大门锁着',
      headcount: null,
      boards: null,
      paidUntil: null,
      spokeTo: '',
      findings: [],
      words: '',
      unpaidPeople: null,
      unpaidFen: null,
      photos: [],
    },
    'screening.name-found-project': {
      submissionId: uuidv7(),
      name: '路边工地',
      place: '大河路',
      firm: '',
      words: '',
      foundOn: '2026-11-23',
    },
    'screening.say-zero': { on: '2026-11-23', words: '' },
  }
}

export const screeningQueries = { 'screening.upload-photo': { photo: uuidv7() } }
export const photoBytes = bareJpeg()
