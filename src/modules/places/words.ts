import type { Words } from '../../kernel/words.ts'

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
