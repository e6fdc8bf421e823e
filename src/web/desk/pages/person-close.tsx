import { Button, Input } from 'antd'
import { useState } from 'react'
import { listPosts, viewPerson } from '../../../modules/dashboards/contract-people.ts'
import type { Person } from '../../../modules/dashboards/contract-people.ts'
import { viewHome } from '../../../modules/dashboards/contract.ts'
import { listTasks } from '../../../modules/dashboards/contract-tasks.ts'
import { closeAccount } from '../../../modules/people/contract-posts.ts'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import { useAction } from '../use-action.ts'

/** What is read anew when anything of somebody's posts changes. */
export const personReads = [viewPerson, listPosts, listTasks, viewHome]

/** Somebody leaves: what would be left without an owner is said before it is done. */
export function CloseAccount({ person, close }: { person: Person; close: () => void }) {
  const [why, setWhy] = useState('')
  const closing = useAction(closeAccount, { refresh: personReads, done: close })
  const isTold = why.trim().length >= 2
  const running = person.posts.filter(({ isRunning }) => isRunning)
  const left = running.filter((post) => post.alone)
  const tasks = left.reduce((sum, { openTasks }) => sum + openTasks, 0)
  return (
    <Card title={`${person.displayName} 离开`}>
      <div className="body form-grid" role="group" aria-label="离开">
        <p className="whole">
          {running.length} 个岗位马上停用，账号不能再登录。
          {tasks > 0 && <b>{tasks} 件在办任务将没有人承办，排在「任务」最前面，等治欠办改派。</b>}
        </p>
        <Field id="close-why" label="理由" whole>
          {(box) => (
            <Input
              {...box}
              maxLength={200}
              placeholder="例如：辞职、退休、调往外区"
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          )}
        </Field>
        <div className="whole buttons">
          <Button
            danger
            disabled={!isTold}
            title={isTold ? undefined : '请先写理由。'}
            loading={closing.running}
            onClick={() =>
              closing.run({ params: { accountId: person.accountId }, body: { why: why.trim() } })
            }
          >
            停用全部岗位和账号
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </div>
    </Card>
  )
}
