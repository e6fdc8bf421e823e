import type { Words } from '../../kernel/words.ts'
import type { PlaceParameterKey } from './rules/shipped.ts'

export const placesWords: Words = {
  'places.district-add-how':
    '请写明六位代码和名称，例如：huxin district add 330106 --name 西湖区。',
  'places.district-unknown': '本系统没有开设区划代码为 {district} 的区县。',
  'places.district-open-already': '区县 {district} 已经开设，不能再开一次。',
  'places.town-elsewhere':
    '乡镇街道 {town} 不属于区县 {district}：九位代码的前六位应是本区县的代码。',
  'places.parameter-missing':
    '缺少参数 {key}：本区县、所在市、省和全国都没有在当日有效的值，未登记前不计算。',
  'places.parameter-not-a-number': '参数 {key} 应是数字，登记的值不是。',
  'places.parameter-not-a-text': '参数 {key} 应是文字，登记的值不是。',
  'places.parameter-unknown': '没有叫 {key} 的参数：程序不会用到它。',
  'places.parameter-negative': '参数 {key} 不能小于 0。',
  'places.parameter-not-whole': '参数 {key} 应是整数。',
  'places.parameter-not-a-choice': '参数 {key} 只能是：{choices}。',
  'places.parameter-too-high': '参数 {key} 是百分比，不能超过 100。',
  'places.parameter-ends-before-begin':
    '参数 {key} 的有效期止 {validTo} 早于有效期起 {validFrom}。',
  'places.parameter-overlaps':
    '参数 {key} 在 {place} 已有一个值，有效期 {otherFrom} 至 {otherTo}，与新的有效期重叠：请改有效期。',
  'places.parameter-add-how':
    '请写明参数、值、单位、文件和有效期起，例如：huxin parameter add minimum-wage-month 2280 --unit 元 --instrument 某文件 --from 2024-01-01。',
}

export const parameterNames: Record<PlaceParameterKey, string> = {
  'pay-date-default': '没有约定时的发薪日',
  'hours-per-workday': '一个工日折多少小时',
  'arrears-age-orange-months': '欠薪满多久升为橙色',
  'arrears-age-red-months': '欠薪满多久升为红色',
  'shift-count': '一天的刷卡怎样算工时',
  'shift-longest-hours': '一个班最长多少小时',
  'shift-day-cut-hour': '几点前的刷卡算前一天的夜班',
  'shift-repeat-minutes': '相隔几分钟内的重复刷卡算一次',
  'session-idle-minutes': '多久没有操作自动退出',
  'sign-in-tries': '口令连错几次锁定账号',
  'sign-in-lock-minutes': '账号锁定多久',
  'minimum-wage-month': '月最低工资标准',
  'pay-above-month-yuan': '一人一月工资超过多少要核实',
  'pay-above-year-yuan': '一人一年工资超过多少要核实',
  'pay-below-rate-percent': '应发低于工日乘工价的多少算偏低',
  'unpaid-share-percent': '出勤的人超过多大比例未发算大面积未发',
  'living-cost-paid-percent': '发到应发的多少以内算只发生活费',
  'living-cost-workers-percent': '超过多大比例的人只发生活费才预警',
  'level-r-04': '有工资没有出勤：预警等级',
  'level-r-05': '整月没有工资表：预警等级',
  'level-r-06': '工资偏低：预警等级',
  'level-r-07': '工资异常高：预警等级',
  'level-r-08': '一卡多人：预警等级',
  'level-r-09': '大面积未发：预警等级',
  'level-r-10': '未满十六周岁或证件号不可能：预警等级',
  'level-r-11': '只发生活费：预警等级',
  'matter-same-days': '了结后多少天内再发生算同一事项',
  'matter-climb-levels': '同一事项每再发生一次升几级',
  'matter-stands-days': '答复已处理后多少天仍未消除重新打开',
  'matter-workdays-blue': '蓝色事项的办理期限',
  'matter-workdays-yellow': '黄色事项的办理期限',
  'matter-workdays-orange': '橙色事项的办理期限',
  'matter-workdays-red': '红色事项的办理期限',
  'matter-owner-blue': '蓝色事项由谁办',
  'matter-owner-yellow': '黄色事项由谁办',
  'matter-owner-orange': '橙色事项由谁办',
  'matter-owner-red': '红色事项由谁办',
  'points-r-01': '积分：发薪日已过分文未发',
  'points-r-02': '积分：有出勤没有工资条目',
  'points-r-03': '积分：没有发足',
  'points-r-04': '积分：有工资没有出勤',
  'points-r-05': '积分：整月没有工资表',
  'points-r-06': '积分：工资偏低',
  'points-r-07': '积分：工资异常高',
  'points-r-08': '积分：一卡多人',
  'points-r-09': '积分：大面积未发',
  'points-r-10': '积分：未满十六周岁或证件号不可能',
  'points-r-11': '积分：只发生活费',
  'points-share-blue': '蓝色预警计该规则积分的多少',
  'points-share-yellow': '黄色预警计该规则积分的多少',
  'points-share-orange': '橙色预警计该规则积分的多少',
  'points-share-red': '红色预警计该规则积分的多少',
}

/** Where a figure holds, as one says it in the district. */
export function placeText(place: string, district: string): string {
  if (place === '000000') return '全国'
  if (place === district) return '本区'
  if (place === `${district.slice(0, 4)}00`) return '本市'
  if (place === `${district.slice(0, 2)}0000`) return '本省'
  return place
}
