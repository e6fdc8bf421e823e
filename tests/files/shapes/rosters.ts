import type { OfficeShape } from './shape.ts'

/** Who works on a project. */
export const rosters: readonly OfficeShape[] = [
  {
    name: 'a site’s roster (花名册) with all that sites write',
    rows: `
城东安置房项目农民工花名册
劳务单位：甲建筑劳务有限公司 | | | | | 填表日期：2026年9月1日
序号 | 姓名 | 性别 | 民族 | 身份证号码 | 家庭住址 | 工种 | 联系电话 | 进场时间 | 备注
1 | 王大柱 | 男 | 汉 | {id1} | 示例省示例市 | 木工 | {phone1} | 2026-3-1 |
2 | 李水生 | 男 | 苗 | {id2} | 示例省示例县 | 瓦工 | {phone2} | 2026-3-5 | 班长
制表人：周全`,
    is: {
      kind: 'roster',
      accepted: 2,
      skipped: 1,
      findings: [],
      first: { enteredOn: '2026-03-01', person: { firm: '甲建筑劳务有限公司', trade: '木工' } },
    },
  },
  {
    name: 'a bank’s form to open wage cards',
    rows: `
批量开卡人员名单
客户姓名 | 证件种类 | 证件号码 | 手机号码 | 银行卡号 | 开户行 | 联行号
王大柱 | 居民身份证 | {id1} | {phone1} | {card1} | 农业银行城东支行 | '103331000001
李水生 | 居民身份证 | {id2} | {phone2} | {card2} | 农业银行城东支行 | '103331000001`,
    is: { kind: 'roster', accepted: 2, findings: [], first: { bankNumber: '103331000001' } },
  },
  {
    name: 'an export in English heads, foreigners’ permits among them',
    file: 'ProjectWorker.csv',
    rows: `
corpName | teamName | workerName | isTeamLeader | idCardType | idCardNumber | workType | workRole | cellPhone | payRollBankCardNumber
甲劳务有限公司 | 木工班 | 王大柱 | '1 | '01 | {id1} | 木工 | '20 | {phone1} | {card1}
甲劳务有限公司 | 木工班 | JOHN SMITH | '0 | '03 | E12345678 | 翻译 | '10 | {phone2} | {card2}`,
    is: {
      kind: 'roster',
      accepted: 2,
      findings: [],
      first: { workerKind: 'worker', person: { isTeamLeader: true } },
    },
  },
  {
    name: 'typed by hand: inner spaces, full-width digits, x for X, dashes in the card',
    rows: `
人员名单
名字 | 身份证 | 电话 | 卡号
张 三 | {id1} | １３９００００００１１ | 6228-4800-1234-5678
李　四 | ' {id2} | 139 0000 0012 | {card2}
王 五 六 | {id3} | +86-139-0000-0013 | {card3}`,
    is: { kind: 'roster', accepted: 3, first: { person: { name: '张三', phone: '13900000011' } } },
  },
  {
    name: 'teams merged over their workers',
    rows: `
各班组工人名册
班组 | 姓名 | 身份证号 | 工种
木工班 | 王大柱 | {id1} | 木工
 | 李水生 | {id2} | 木工
瓦工班 | 周全 | {id3} | 瓦工
 | 吴江 | {id4} | 瓦工`,
    merges: 'A3:A4 A5:A6',
    is: { kind: 'roster', accepted: 4, findings: [] },
  },
  {
    name: 'a number ruined waits, a wrong one is kept and barred, one worker twice',
    rows: `
花名册
姓名 | 身份证号 | 工种
王大柱 | 3.30106E+17 | 木工
李水生 | 99010119700202001 | 木工
周全 | {id3} | 木工
周全 | {id3} | 木工`,
    is: { kind: 'roster', accepted: 3, rejected: 1, findings: ['4 id-length', '6 person-twice'] },
  },
  {
    name: 'one card and one phone for two people, one ID for two names',
    rows: `
工人信息表
姓名 | 身份证号码 | 银行卡号 | 手机号
王大柱 | {id1} | {card1} | {phone1}
李水生 | {id2} | {card1} | {phone1}
周全 | {id1} | {card3} | {phone3}`,
    is: {
      kind: 'roster',
      accepted: 3,
      findings: ['4 card-of-another', '4 phone-of-another', '5 id-of-another', '5 person-twice'],
    },
  },
  {
    name: 'a youth entered before he was sixteen',
    rows: `
实名制人员登记表
姓名 | 公民身份号码 | 进场日期 | 退场日期
王小柱 | 990101201108150011 | 2026年7月1日 | 至今
李小生 | 990101200908150015 | 2026年9月1日 | 2026年8月1日
周全 | {id3} | 2026年2月30日 | 在场`,
    is: {
      kind: 'roster',
      accepted: 3,
      findings: ['3 under-age', '4 left-before-entered', '4 minor', '5 day-unclear'],
    },
  },
  {
    name: 'two lists side by side to save paper',
    rows: `
班组人员名单
序号 | 姓名 | 身份证号 | 序号 | 姓名 | 身份证号
1 | 王大柱 | {id1} | 3 | 周全 | {id3}
2 | 李水生 | {id2} | 4 | 吴江 | {id4}`,
    is: { kind: 'roster', accepted: 4 },
  },
  {
    name: 'rare signs, dots of the minorities, a sign that is lost',
    rows: `
务工人员登记
务工人员姓名 | 身份证号 | 岗位
𠮷田福 | {id1} | 普工
阿依古丽•买买提 | {id2} | 普工
王? | {id3} | 普工
龘䶮 | {id4} | 普工`,
    is: { kind: 'roster', accepted: 4, findings: ['5 name-sign-lost'] },
  },
  {
    name: 'managers beside workers, heads with stars',
    rows: `
项目管理人员及工人名册
*序号 | *姓名 | *身份证号 | 人员类别 | 岗位/工种 | *联系方式
1 | 王大柱 | {id1} | 管理人员 | 施工员 | {phone1}
2 | 李水生 | {id2} | 建筑工人 | 电焊工 | {phone2}`,
    is: { kind: 'roster', accepted: 2, findings: [], first: { workerKind: 'manager' } },
  },
]

/** Who came and went. */
export const entryExits: readonly OfficeShape[] = [
  {
    name: 'a list of moves with their kind',
    rows: `
人员进退场登记表
姓名 | 身份证号 | 类型 | 日期
王大柱 | {id1} | 进场 | 2026-03-01
李水生 | {id2} | 退场 | 2026-09-30`,
    is: {
      kind: 'entry-exit',
      accepted: 2,
      findings: [],
      first: { move: 'entry', on: '2026-03-01' },
    },
  },
  {
    name: 'entry and exit as two columns, one worker still there',
    rows: `
进退场人员台账
序号 | 姓名 | 证件号码 | 班组 | 进场日期 | 退场日期
1 | 王大柱 | {id1} | 木工 | 2026.3.1 | 2026.9.30
2 | 李水生 | {id2} | 木工 | 2026.3.5 | 在场`,
    is: { kind: 'entry-exit', accepted: 2, findings: [] },
  },
  {
    name: 'the platform’s codes, eight digits for a day',
    rows: `
项目人员进退场记录
工人姓名 | 证件号码 | 进退场类型 | 进退场日期
王大柱 | {id1} | '1 | 20260301
李水生 | {id2} | '0 | 20260930`,
    is: { kind: 'entry-exit', accepted: 2, findings: [], first: { move: 'entry' } },
  },
  {
    name: 'only entries: the head says which',
    rows: `
进场工人登记 2026年3月
序号 | 姓名 | 身份证 | 工种 | 进场时间
1 | 王大柱 | {id1} | 木工 | 三月一日
2 | 李水生 | {id2} | 木工 | 3月5号`,
    is: { kind: 'entry-exit', accepted: 2, findings: [], first: { on: '2026-03-01' } },
  },
  {
    name: 'only exits, with what was settled in words nobody asked for',
    rows: `
退场人员名单
姓名 | 身份证号码 | 退场日期 | 备注
王大柱 | {id1} | 2026年9月30日 | 工资已结清
李水生 | {id2} | 2026年9月28日 | 工资已结清`,
    is: { kind: 'entry-exit', accepted: 2, findings: [], first: { move: 'exit' } },
  },
  {
    name: 'a day that is missing waits, a move that says both waits',
    rows: `
进退场登记
姓名 | 身份证号 | 进退场 | 进退场日期
王大柱 | {id1} | 进场 |
李水生 | {id2} | 进/退 | 2026-09-01
周全 | {id3} | 进场 | 2026-09-01`,
    is: { kind: 'entry-exit', accepted: 1, rejected: 2 },
  },
  {
    name: 'a changing list (人员变动): joining and leaving in an office’s words',
    rows: `
2026年9月人员变动表
姓名 | 身份证号 | 变动类型 | 进退场时间
王大柱 | {id1} | 入职 | 2026-09-01
李水生 | {id2} | 离职 | 2026-09-20`,
    is: { kind: 'entry-exit', accepted: 2, findings: [] },
  },
  {
    name: 'cells that hold days, team and firm',
    rows: `
甲劳务公司进出场人员表
单位名称 | 班组名称 | 姓名 | 身份证号 | 进出场类型 | 进出场日期
甲劳务 | 木工班 | 王大柱 | {id1} | 进场 | @2026-03-01
甲劳务 | 木工班 | 李水生 | {id2} | 出场 | @2026-09-30`,
    is: { kind: 'entry-exit', accepted: 2, findings: [] },
  },
  {
    name: 'the same move twice, an entry at fifteen',
    rows: `
进场退场记录
姓名 | 身份证号 | 状态 | 进退场日期
王大柱 | {id1} | 进场 | 2026-03-01
王大柱 | {id1} | 进场 | 2026-03-01
王小柱 | 990101201108150011 | 进场 | 2026-07-01`,
    is: { kind: 'entry-exit', accepted: 3, findings: ['4 move-twice', '5 under-age'] },
  },
  {
    name: 'day first from an English program',
    rows: `
人员进退场导出
name | idCardNumber | 进退场状态 | 进退场时间
王大柱 | {id1} | in | 13/3/2026
李水生 | {id2} | out | 3/9/2026`,
    is: { kind: 'entry-exit', accepted: 2, findings: [], first: { on: '2026-03-13' } },
  },
]

/** Contracts. */
export const contracts: readonly OfficeShape[] = [
  {
    name: 'a labour company’s ledger of contracts',
    rows: `
劳动合同签订台账
序号 | 姓名 | 身份证号 | 合同编号 | 合同期限类型 | 合同开始日期 | 合同结束日期 | 计薪方式 | 工资标准
1 | 王大柱 | {id1} | HT-001 | 固定期限 | 2026-03-01 | 2026-12-31 | 按天 | 320
2 | 李水生 | {id2} | HT-002 | 以完成一定工作任务为期限 | 2026-03-01 | 至工程完工 | 按月 | 8000`,
    is: {
      kind: 'contract-list',
      accepted: 2,
      findings: [],
      first: { term: 'fixed', unit: 'day', unitPriceFen: 32_000 },
    },
  },
  {
    name: 'the price with its unit in one cell',
    rows: `
用工协议登记表
姓名 | 证件号码 | 合同类型 | 生效日期 | 失效日期 | 约定工资
王大柱 | {id1} | 固定期限 | 2026.3.1 | 2026.12.31 | 320元/天
李水生 | {id2} | 固定期限 | 2026.3.1 | 2026.12.31 | 35元/小时`,
    is: { kind: 'contract-list', accepted: 2, findings: [], first: { unitPriceFen: 32_000 } },
  },
  {
    name: 'the platform’s codes: 0 and 1, 80 to 82',
    rows: `
workerName | idCardNumber | contractPeriodType | startDate | endDate | unit | unitPrice
王大柱 | {id1} | '0 | 2026-03-01 | 2026-12-31 | '81 | 16.00
李水生 | {id2} | '1 | 2026-03-01 | 2026-12-31 | '82 | 120.50`,
    is: {
      kind: 'contract-list',
      accepted: 2,
      findings: [],
      first: { term: 'fixed', unit: 'work', unitPriceFen: 1_600 },
    },
  },
  {
    name: 'days in words',
    rows: `
劳动合同花名册
姓名 | 身份证 | 合同期限 | 起始日期 | 终止日期 | 日工资
王大柱 | {id1} | 固定 | 二〇二六年三月一日 | 二〇二六年十二月三十一日 | 三百二十元
李水生 | {id2} | 固定 | 二零二六年三月一日 | 二零二六年十二月三十一日 | 叁佰肆拾元整`,
    is: {
      kind: 'contract-list',
      accepted: 2,
      findings: [],
      first: {
        effectiveOn: '2026-03-01',
        expiresOn: '2026-12-31',
        unitPriceFen: 32_000,
        unit: 'day',
      },
    },
  },
  {
    name: 'a contract that ends before it begins; a price that is none; a kind nobody knows',
    rows: `
合同台账
姓名 | 身份证号 | 合同类型 | 合同生效日期 | 合同失效日期 | 计量单位 | 计量单价
王大柱 | {id1} | 固定期限 | 2026-12-31 | 2026-03-01 | 天 | 320
李水生 | {id2} | 口头 | 2026-03-01 | 2026-12-31 | 天 | 面议`,
    is: {
      kind: 'contract-list',
      accepted: 2,
      findings: ['3 expires-before-effective', '4 term-unclear', '4 unit-price-unclear'],
    },
  },
  {
    name: 'two header rows: 合同期限 over its two days',
    rows: `
农民工劳动合同汇总
序号 | 姓名 | 身份证号码 | 合同类型 | 合同期限 | | 工资
 | | | | 开始日期 | 结束日期 | 计酬方式
1 | 王大柱 | {id1} | 固定期限 | 2026-03-01 | 2026-12-31 | 按天
2 | 李水生 | {id2} | 无固定期限 | 2026-03-01 | 长期 | 按月`,
    merges: 'A2:A3 B2:B3 C2:C3 D2:D3 E2:F2',
    is: { kind: 'contract-list', accepted: 2, findings: [], first: { unit: 'day' } },
  },
  {
    name: 'hourly contracts, firm and team of each',
    rows: `
劳务用工合同清单
用人单位名称 | 班组名称 | 姓名 | 身份证号码 | 签订日期 | 到期日期 | 时薪
甲劳务 | 一班 | 王大柱 | {id1} | 2026/3/1 | 2026/12/31 | 35
甲劳务 | 一班 | 李水生 | {id2} | 2026/3/1 | 2026/12/31 | 36.5`,
    is: {
      kind: 'contract-list',
      accepted: 2,
      findings: [],
      first: { unit: 'hour', unitPriceFen: 3_500 },
    },
  },
  {
    name: 'two-digit years, a boy of sixteen',
    rows: `
合同签订情况表
姓名 | 身份证号 | 合同签订日期 | 合同到期日 | 日薪
王大柱 | {id1} | 26-3-1 | 26-12-31 | 320
李小生 | 990101200908150015 | 26-3-1 | 26-12-31 | 300`,
    is: {
      kind: 'contract-list',
      accepted: 2,
      findings: ['4 minor'],
      first: { effectiveOn: '2026-03-01' },
    },
  },
  {
    name: 'cells that hold days, with what was signed in the note',
    rows: `
劳动合同台帐 城南项目
序号 | 姓名 | 证件号码 | 劳动合同编号 | 合同起始日期 | 合同终止日期 | 月薪 | 备注
1 | 王大柱 | {id1} | 2026001 | @2026-03-01 | @2026-12-31 | 9600 | 已签
2 | 李水生 | {id2} | 2026002 | @2026-03-02 | @2026-12-31 | 9000 | 已签
合计：2 份`,
    is: {
      kind: 'contract-list',
      accepted: 2,
      skipped: 1,
      findings: [],
      first: { unit: 'month', unitPriceFen: 960_000 },
    },
  },
  {
    name: 'month first from a foreign program, an ID with spaces',
    rows: `
合同导出
姓名 | 身份证号 | 合同期限类型 | startDate | endDate | 计价单位 | 单价
王大柱 | ' {id1}  | 固定期限 | 3/1/2026 | 12/31/2026 | 工日 | 320
李水生 | {id2} | 完成任务 | 3/15/2026 | 12/31/2026 | 小时 | 35`,
    is: { kind: 'contract-list', accepted: 2, findings: [], first: { effectiveOn: '2026-03-01' } },
  },
]
