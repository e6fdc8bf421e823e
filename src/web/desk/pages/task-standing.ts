import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import type { TaskRow } from '../../../modules/tasks/contract.ts'
import type { TaskStanding } from '../../../modules/tasks/rules/task-steps.ts'
import { tasksWords } from '../../../modules/tasks/words.ts'

/** What the rules ask of a task, from what the server says of it to whoever looks. */
export function standingOf(
  task: Pick<TaskRow, 'state' | 'isMine' | 'owner' | 'answeredBy' | 'projectId'>,
): TaskStanding {
  const { state, isMine, owner, answeredBy, projectId } = task
  return { state, isMine, ownerRole: owner.role, answeredBy, ofProject: projectId !== null }
}

export function sayRefusal(refusal: Refusal): string {
  return sentence(tasksWords, refusal.code, refusal.values)
}
