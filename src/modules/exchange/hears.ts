import { on } from '../../platform/hearing.ts'
import { commitFiles } from './commit-batch.ts'
import { batchReady, commitAsked } from './contract.ts'
import { withdrawalAsked } from './contract-withdrawals.ts'
import { understandFiles } from './read-batch.ts'
import { withdrawAsked } from './withdraw-import.ts'

export const exchangeHears = [
  on(batchReady, 'exchange.understand-files', (ctx, { batchId }) => understandFiles(ctx, batchId)),
  on(commitAsked, 'exchange.commit-files', (ctx, { batchId, actor, projects }) =>
    commitFiles({ ...ctx, actor, scope: { ...ctx.scope, projects, account: actor.id } }, batchId),
  ),
  on(withdrawalAsked, 'exchange.withdraw-files', (ctx, { withdrawalId, actor, projects }) =>
    withdrawAsked(
      { ...ctx, actor, scope: { ...ctx.scope, projects, account: actor.id } },
      withdrawalId,
    ),
  ),
]
