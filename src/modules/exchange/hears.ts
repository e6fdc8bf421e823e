import { on } from '../../platform/hearing.ts'
import { commitFiles } from './commit-batch.ts'
import { batchReady, commitAsked } from './contract.ts'
import { understandFiles } from './read-batch.ts'

export const exchangeHears = [
  on(batchReady, 'exchange.understand-files', (ctx, { batchId }) => understandFiles(ctx, batchId)),
  on(commitAsked, 'exchange.commit-files', (ctx, { batchId, actor, projects }) =>
    commitFiles({ ...ctx, actor, scope: { ...ctx.scope, projects, account: actor.id } }, batchId),
  ),
]
