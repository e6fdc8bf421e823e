import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { recordStandard } from '../../../modules/register/contract.ts'
import type { Standing } from '../../../modules/register/contract.ts'
import { standardArticles, standardItems } from '../../../modules/register/rules/standard.ts'
import type { StandardItem } from '../../../modules/register/rules/standard.ts'
import { standardNames } from '../../../modules/register/words.ts'
import { today } from '../clock.ts'
import { Chip } from '../parts/chips.tsx'
import { Card } from '../parts/page.tsx'
import { sayDay } from '../parts/say.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { registerReads } from './register-nav.tsx'

/** 标准化等级 by its ten items: another figure than the class of risk, and written so. */
export function StandardCard({ standing }: { standing: Standing }) {
  const { roles } = useMe()
  const { standard } = standing
  const [met, setMet] = useState<readonly StandardItem[] | null>(null)
  const record = useAction(recordStandard, {
    refresh: registerReads,
    done: () => setMet(null),
  })
  return (
    <Card title="标准化等级" note="与风险等级是两回事">
      <div className="body">
        <p>
          {standard === null ? (
            <span className="third">还没有评过</span>
          ) : (
            <>
              <b>标准化等级 {standard.grade}</b>
              {standard.met === null
                ? '：按导入的名单，没有逐项'
                : `：${standard.met.length} 项达标，共 ${standard.of} 项`}
            </>
          )}
        </p>
        {standard !== null && (
          <p className="small third">
            {sayDay(standard.checkedOn)} {standard.organisation || standard.byName}评
          </p>
        )}
        <p className="small second">
          十项全部达标为 A，八项以上为 B，其余为 C。<Chip tone="unconfirmed">项目待确认</Chip>
        </p>
        {met !== null && (
          <div className="stack">
            <Checkbox.Group
              className="item-list"
              value={[...met]}
              onChange={setMet}
              options={standardItems.map((item) => ({
                value: item,
                label: `${standardNames[item]}（条例${standardArticles[item]}）`,
              }))}
            />
            <div className="buttons">
              <Button
                type="primary"
                loading={record.running}
                onClick={() =>
                  record.run({
                    params: { code: standing.projectCode },
                    body: { checkedOn: today(), met: [...met] },
                  })
                }
              >
                记下 {met.length} 项达标
              </Button>
              <Button onClick={() => setMet(null)}>取消</Button>
            </div>
          </div>
        )}
        {met === null && mayCall(recordStandard, roles) && (
          <Button onClick={() => setMet(standard?.met ?? [])}>评标准化等级</Button>
        )}
      </div>
    </Card>
  )
}
