import type { ProjectPlan } from './plan.ts'
import { towns } from './towns-and-firms.ts'
import type { DemoAccount, Town } from './world.ts'

/** Known to everybody who reads the start's output; only a demo district has these accounts. */
export const demoPassword = 'huxin-demo-990101'

/** One account of each role that exists, and a second town. */
export function demoAccounts(plans: readonly ProjectPlan[]): DemoAccount[] {
  const late = plans.find(({ story }) => story === 'late-payer')
  const contractor = late?.participants.find(({ role }) => role === 'general-contractor')
  const accounts: DemoAccount[] = [
    {
      username: 'zhiqianban',
      name: '周范二',
      role: 'coordination-office',
      organisation: '治欠办',
      townCode: null,
      industries: [],
      projectCode: null,
    },
    ofTown('dingjiedao', '吴样五', towns.ding),
    ofTown('jiazhen', '何样九', towns.jia),
    {
      username: 'zhujianju',
      name: '郑例七',
      role: 'department',
      organisation: '区住房和城乡建设局',
      townCode: null,
      industries: ['housing', 'municipal'],
      projectCode: null,
    },
    {
      username: 'fenguan',
      name: '冯示八',
      role: 'leader',
      organisation: '区政府',
      townCode: null,
      industries: [],
      projectCode: null,
    },
  ]
  if (late !== undefined && contractor !== undefined) {
    accounts.push({
      username: 'laozi',
      name: '陈例三',
      role: 'labour-officer',
      organisation: contractor.name,
      townCode: null,
      industries: [],
      projectCode: late.code,
    })
  }
  return [
    ...accounts,
    administrator('guanli', '秦示六', 'system-administrator', '示范区信息中心'),
    administrator('anquan', '许样三', 'security-administrator', '示范区大数据局'),
    administrator('shenji', '孔例四', 'audit-administrator', '示范区纪委监委机关'),
  ]
}

function administrator(
  username: string,
  name: string,
  role: DemoAccount['role'],
  organisation: string,
): DemoAccount {
  return { username, name, role, organisation, townCode: null, industries: [], projectCode: null }
}

function ofTown(username: string, name: string, town: Town): DemoAccount {
  return {
    username,
    name,
    role: 'town',
    organisation: town.name,
    townCode: town.code,
    industries: [],
    projectCode: null,
  }
}
