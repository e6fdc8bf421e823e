import type { OfficeShape } from './shape.ts'

/** Firms of a project. */
export const participants: readonly OfficeShape[] = [
  {
    name: 'a project’s list of firms',
    rows: `
参建单位一览表
序号 | 单位名称 | 统一社会信用代码 | 单位类型 | 项目经理 | 联系电话
1 | 甲建设集团有限公司 | {code1} | 总承包单位 | 王大柱 | {phone1}
2 | 乙建筑劳务有限公司 | {code2} | 劳务分包 | 李水生 | {phone2}`,
    is: {
      kind: 'participant-list',
      accepted: 2,
      findings: [],
      first: { firmKind: '总承包单位', managerPhone: '13900000001' },
    },
  },
  {
    name: 'the platform’s export',
    rows: `
corpName | corpCode | corpType | 进场时间 | 退场时间
甲建设集团有限公司 | {code1} | 施工总承包 | 2026-01-05 |
乙建筑劳务有限公司 | {code2} | 劳务分包 | 2026-02-10 | 2026-09-30`,
    is: { kind: 'participant-list', accepted: 2, findings: [], first: { enteredOn: '2026-01-05' } },
  },
  {
    name: 'a wrong credit code is said',
    rows: `
分包单位登记
分包单位名称 | 社会信用代码 | 进场日期
甲建筑劳务有限公司 | {code1} | 2026年1月5日
乙建筑劳务有限公司 | 91330106MA2CXXXX0A | 2026年1月8日`,
    is: { kind: 'participant-list', accepted: 2 },
  },
  {
    name: 'one firm twice, a row without a firm',
    rows: `
参建企业名单
企业名称 | 企业类型 | 项目负责人 | 负责人电话
甲建设集团有限公司 | 总包 | 王大柱 | {phone1}
甲建设集团有限公司 | 总包 | 王大柱 | {phone1}
 | 分包 | 李水生 | {phone2}`,
    is: { kind: 'participant-list', accepted: 2, rejected: 1, findings: ['4 firm-twice'] },
  },
  {
    name: 'two header rows: 负责人 over name and phone',
    rows: `
各参建单位基本情况
序号 | 企业名称 | 信用代码 | 参建类型 | 项目经理 |
 | | | | 项目经理姓名 | 项目经理电话
1 | 甲建设集团有限公司 | {code1} | 总承包 | 王大柱 | {phone1}
2 | 乙监理有限公司 | {code2} | 监理 | 周全 | {phone3}`,
    merges: 'A2:A3 B2:B3 C2:C3 D2:D3 E2:F2',
    is: { kind: 'participant-list', accepted: 2, findings: [], first: { managerName: '王大柱' } },
  },
  {
    name: 'ID of the manager, notes below, a seal',
    rows: `
项目参建单位信息表
工程名称：城南学校
企业名称 | 统一社会信用代码 | 企业类别 | 项目经理 | 项目经理身份证号 | 项目经理联系方式
甲建设集团有限公司 | {code1} | 施工总承包 | 王大柱 | {id1} | {phone1}
填表说明：企业类别按合同填写
填报单位（盖章）：`,
    is: { kind: 'participant-list', accepted: 1, skipped: 2, findings: [] },
  },
  {
    name: 'several projects in one list of a district',
    rows: `
在建项目参建单位汇总
项目编码 | 项目名称 | 施工单位 | 统一社会信用代码 | 单位性质
P000001 | 一号厂房 | 甲建设集团有限公司 | {code1} | 总包
P000002 | 二号厂房 | 甲建设集团有限公司 | {code1} | 总包
P000002 | 二号厂房 | 乙建筑劳务有限公司 | {code2} | 劳务分包`,
    is: { kind: 'participant-list', accepted: 3, findings: [], first: { projectCode: 'P000001' } },
  },
  {
    name: 'full-width letters and spaces in the code, days in words',
    rows: `
分包队伍进场情况
公司名称 | 公司统一社会信用代码 | 承包类型 | 进场时间
甲建筑劳务有限公司 | {code1}  | 劳务分包 | 二〇二六年一月五日
乙建筑劳务有限公司 | {code2} | 专业分包 | 2026年1月8号`,
    is: { kind: 'participant-list', accepted: 2, findings: [], first: { enteredOn: '2026-01-05' } },
  },
  {
    name: 'a firm that left before it came',
    rows: `
劳务企业进退场台账
劳务企业 | 机构代码 | 角色 | 进场日期 | 退场日期
甲建筑劳务有限公司 | {code1} | 劳务分包 | 2026-09-01 | 2026-03-01
乙建筑劳务有限公司 | {code2} | 劳务分包 | 2026-09-01 | 至今`,
    is: { kind: 'participant-list', accepted: 2, findings: ['3 left-before-entered'] },
  },
  {
    name: 'typed by hand, heads with stars and brackets',
    rows: `
*单位（全称） | *信用代码（18位） | *参建单位类型 | 项目经理（负责人） | 手机
甲建设集团有限公司 | {code1} | 总承包 | 王大柱 | 139 0000 0001
乙建筑劳务有限公司 | {code2} | 劳务 | 李水生 | 139 0000 0002`,
    is: {
      kind: 'participant-list',
      accepted: 2,
      findings: [],
      first: { firm: '甲建设集团有限公司' },
    },
  },
]

/** Teams. */
export const teams: readonly OfficeShape[] = [
  {
    name: 'a site’s list of teams and their leaders',
    rows: `
班组一览表
序号 | 班组名称 | 班组长 | 班组长电话 | 所属企业
1 | 木工一班 | 王大柱 | {phone1} | 甲建筑劳务有限公司
2 | 钢筋班 | 李水生 | {phone2} | 甲建筑劳务有限公司`,
    is: {
      kind: 'team-list',
      accepted: 2,
      findings: [],
      first: { team: '木工一班', leaderName: '王大柱' },
    },
  },
  {
    name: 'the template’s words: 责任人',
    rows: `
项目班组信息
企业统一社会信用代码 | 班组名称 | 责任人姓名 | 责任人联系电话 | 责任人证件号码 | 进场日期
{code1} | 木工一班 | 王大柱 | {phone1} | {id1} | 2026-03-01
{code1} | 钢筋班 | 李水生 | {phone2} | {id2} | 2026-03-02`,
    is: { kind: 'team-list', accepted: 2, findings: [] },
  },
  {
    name: 'teams of one firm that stands above the table',
    rows: `
施工班组登记表
劳务公司：甲建筑劳务有限公司
班组 | 带班人 | 联系电话 | 进场时间 | 退场时间
外架班 | 王大柱 | {phone1} | 2026.3.1 | 在场
瓦工班 | 李水生 | {phone2} | 2026.4.1 | 2026.9.1`,
    is: { kind: 'team-list', accepted: 2, findings: [], first: { firm: '甲建筑劳务有限公司' } },
  },
  {
    name: 'one team twice, a row that names none',
    rows: `
班组名单
班组名称 | 组长 | 组长电话 | 单位名称
木工班 | 王大柱 | {phone1} | 甲劳务有限公司
木工班 | 王大柱 | {phone1} | 甲劳务有限公司
 | 李水生 | {phone2} | 甲劳务有限公司`,
    is: { kind: 'team-list', accepted: 2, rejected: 1, findings: ['4 team-twice'] },
  },
  {
    name: 'a leader’s number that is none',
    rows: `
作业班组情况
作业班组 | 负责人 | 负责人身份证号 | 负责人联系方式 | 劳务单位
木工班 | 王大柱 | 123456 | 12345 | 甲劳务有限公司`,
    is: { kind: 'team-list', accepted: 1, findings: ['3 id-length', '3 phone'] },
  },
  {
    name: 'an export with the firm’s code',
    file: 'Team.csv',
    rows: `
projectCode | corpCode | corpName | teamName | 班组长姓名 | 班组长手机号
P000001 | {code1} | 甲建筑劳务有限公司 | 一班 | 王大柱 | {phone1}
P000001 | {code1} | 甲建筑劳务有限公司 | 二班 | 李水生 | {phone2}`,
    is: { kind: 'team-list', accepted: 2, findings: [], first: { projectCode: 'P000001' } },
  },
  {
    name: 'two header rows',
    rows: `
班组信息汇总
班组名称 | 所属单位 | 班组长信息 | |
 | | 姓名 | 身份证号 | 电话
木工班 | 甲劳务有限公司 | 王大柱 | {id1} | {phone1}
瓦工班 | 甲劳务有限公司 | 李水生 | {id2} | {phone2}`,
    merges: 'A2:A3 B2:B3 C2:E2',
    is: { kind: 'team-list', accepted: 2, findings: [], first: { leaderName: '王大柱' } },
  },
  {
    name: 'firms merged over their teams',
    rows: `
分包单位班组明细
分包单位 | 施工班组 | 班长 | 班组长联系方式
甲劳务有限公司 | 木工班 | 王大柱 | {phone1}
 | 瓦工班 | 李水生 | {phone2}
乙劳务有限公司 | 架子班 | 周全 | {phone3}`,
    merges: 'A3:A4',
    is: { kind: 'team-list', accepted: 3, findings: [] },
  },
  {
    name: 'days in words, notes around',
    rows: `
2026年进场班组统计
（截至九月底）
施工队 | 队长 | 公司名称 | 进场日期
一队 | 王大柱 | 甲劳务有限公司 | 二〇二六年三月一日
二队 | 李水生 | 乙劳务有限公司 | 2026年4月1号
备注：三队未进场`,
    is: {
      kind: 'team-list',
      accepted: 2,
      skipped: 1,
      findings: [],
      first: { enteredOn: '2026-03-01' },
    },
  },
  {
    name: 'heads with stars, leaders’ phones with their country’s number',
    rows: `
*班组名称 | *班组负责人 | *班组长联系电话 | *企业名称
电焊班 | 王大柱 | +86 139 0000 0001 | 甲劳务有限公司
油漆班 | 李水生 | 0086-13900000002 | 甲劳务有限公司`,
    is: { kind: 'team-list', accepted: 2, findings: [], first: { leaderPhone: '13900000001' } },
  },
]
