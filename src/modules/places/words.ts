import type { Words } from '../../kernel/words.ts'
import type { ParameterKey } from './rules/shipped.ts'

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
}

export const parameterNames: Record<ParameterKey, string> = {
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
}

/** Where a figure holds, as one says it in the district. */
export function placeText(place: string, district: string): string {
  if (place === '000000') return '全国'
  if (place === district) return '本区'
  if (place === `${district.slice(0, 4)}00`) return '本市'
  if (place === `${district.slice(0, 2)}0000`) return '本省'
  return place
}
