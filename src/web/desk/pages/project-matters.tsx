import { listProjectMatters } from '../../../modules/dashboards/contract-matters.ts'
import type { ProjectMatter } from '../../../modules/dashboards/contract-matters.ts'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'

/** Why the project is what it is, who has to do what, and by when; the gravest first. */
export function ProjectMatters({ code }: { code: string }) {
  return (
    <Card
      title="在办事项"
      note="最要紧的在前"
      aside={
        <DistrictLink to={`/tasks?whose=all&project=${encodeURIComponent(code)}`}>
          全部任务
        </DistrictLink>
      }
    >
      <Part of={listProjectMatters} input={{ params: { code } }} heights={[64, 64]}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="body second">没有在办的事项。</p>
          ) : (
            <ol className="matters">
              {rows.map((row) => (
                <Matter key={row.id} matter={row} />
              ))}
            </ol>
          )
        }
      </Part>
    </Card>
  )
}

const states = { open: '待答复', answered: '待核验', returned: '已退回' } as const

function Matter({ matter }: { matter: ProjectMatter }) {
  const { level, title, message, asks, dueOn } = matter
  return (
    <li>
      <div>
        <LevelChip level={level} /> <DistrictLink to={matter.opens}>{title}</DistrictLink>
        {matter.times > 1 && <span className="third"> 第 {matter.times} 次</span>}
        <p>{message ?? '预警已经解除，事项还没有办结。'}</p>
        <p className="second">要做的：{asks}</p>
      </div>
      <dl>
        <div>
          <dt>谁办</dt>
          <dd>
            {matter.ownerName ?? '不在您的权限之内'}
            <span className="under">
              {matter.holders.length === 0 ? '岗位上还没有人' : matter.holders.join('、')}
            </span>
          </dd>
        </div>
        <div>
          <dt>期限</dt>
          <dd>
            {dueOn === null ? '没有定期限' : <Day on={dueOn} />}
            {dueOn !== null && matter.state !== 'answered' && (
              <span className="under">
                <Due on={dueOn} />
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>办到</dt>
          <dd>
            <DistrictLink to={`/tasks/${matter.taskId}`}>
              <Chip tone={matter.isLate ? 'bad' : 'plain'}>{states[matter.state]}</Chip>
            </DistrictLink>
          </dd>
        </div>
      </dl>
    </li>
  )
}
