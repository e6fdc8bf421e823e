import type { Refusal } from '../../../kernel/refusal.ts'
import type { Role } from '../../../kernel/role.ts'

/** What a post says of its place. */
export interface PostPlace {
  readonly role: Role
  readonly town: string | null
  readonly projectIds: readonly string[]
  readonly industries: readonly string[]
}

/** A town's post names a town of the district, a department's its industries, a labour officer's projects; others nothing. */
export function whyNotPost(post: PostPlace, isTownOfDistrict: boolean): Refusal | null {
  const townIsRight = post.role === 'town' ? isTownOfDistrict : post.town === null
  if (!townIsRight) return { code: 'people.post-town', kind: 'invalid', field: 'town' }
  if (post.role !== 'labour-officer' && post.projectIds.length > 0) {
    return { code: 'people.post-projects', kind: 'invalid', field: 'projectIds' }
  }
  if ((post.role === 'department') !== post.industries.length > 0) {
    return { code: 'people.post-industries', kind: 'invalid', field: 'industries' }
  }
  return null
}
