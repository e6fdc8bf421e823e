import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { AnswerTask, Task } from './contract.ts'
import { stepOn } from './person-step.ts'
import { whyNotAnswer } from './rules/task-steps.ts'
import { attachEvidence } from './store.ts'
import { takeSteps } from './take-steps.ts'

/** The owner's post says what it found or did. Each file named must be one that the answering account uploaded for it. */
export async function answerTask(
  ctx: Context,
  id: string,
  { version, outcome, words, evidence }: AnswerTask,
): Promise<Task> {
  return stepOn(ctx, 'task.answer', { id, version }, async (tx, task, standing) => {
    must(whyNotAnswer(standing))
    const eventId = uuidv7()
    await takeSteps(tx, [
      {
        task,
        kind: 'answered',
        detail: { outcome, words },
        change: { state: 'answered', outcome, answered_by: tx.actor.id },
        eventId,
      },
    ])
    const ids = [...new Set(evidence)]
    const attached = await attachEvidence(tx, {
      taskId: id,
      accountId: tx.actor.id,
      eventId,
      ids,
    })
    if (attached !== ids.length) {
      throw new Refused({ code: 'tasks.evidence-unknown', kind: 'invalid', field: 'evidence' })
    }
    tx.note({ outcome, evidence: ids.length })
  })
}
