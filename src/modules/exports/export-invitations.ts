import type { InvitationFilter, InvitationRow } from '../people/contract-invitations.ts'
import { listInvitations } from '../people/views-invitations.ts'
import { invitationStateNames, roleNames } from '../people/words.ts'
import { allPages, exportPageRows, type ListExport } from './export-list.ts'
import { instantText } from './instant-text.ts'

/** Who was invited to which post, and what came of it; never the link. */
export const invitationsExport: ListExport<undefined, InvitationFilter, InvitationRow> = {
  title: '邀请清单',
  columns: [
    { head: '岗位', kind: 'text', width: 14, value: (row) => roleNames[row.role] },
    { head: '单位', kind: 'text', width: 30, value: (row) => row.organisation },
    { head: '邀请谁', kind: 'text', width: 12, value: (row) => row.invitedName },
    { head: '镇街或项目', kind: 'text', width: 36, value: (row) => row.placeName },
    { head: '状态', kind: 'text', width: 10, value: (row) => invitationStateNames[row.state] },
    { head: '邀请人', kind: 'text', width: 12, value: (row) => row.invitedByName },
    { head: '邀请时间', kind: 'text', width: 20, value: (row) => instantText(row.invitedAt) },
    { head: '有效至', kind: 'text', width: 20, value: (row) => instantText(row.expiresAt) },
    {
      head: '接受时间',
      kind: 'text',
      width: 20,
      value: (row) => (row.acceptedAt === null ? null : instantText(row.acceptedAt)),
    },
    { head: '账号', kind: 'text', width: 18, value: (row) => row.accountName },
  ],
  about: async (_ctx, { query: { show } }) => ({
    subject: 'people.invitations',
    period: null,
    conditions: [show === 'waiting' ? '未接受的' : '全部'],
  }),
  pages: (ctx, { query: { show } }) =>
    allPages((after) => listInvitations(ctx, { show, after, limit: exportPageRows })),
}
