import { looksLikeName } from './row-kind.ts'

/*
 * Whether a text is somebody's name where no header says so. What looks like a name may be any short word (工友, 哪个月),
 * which the officer must be able to read to say what the sheet is; so the surname tells.
 */

/** The commonest surnames; left out are those that begin everyday words of sheets (时 干 计 全 单 项 班 应 支 年). */
const surnames = new Set(
  `王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蔡蒋余于杜叶程
    苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛
    郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞
    左柳甘祝包宁尚符舒阮柯纪梅童凌毕裴霍涂成苗谷曲盛冉翁蓝游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾
    尤阳穆农司卓古吉缪简连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟臧闵苟卞姬师仇栾隋商刁沙
    荣巫寇桑郎甄丛仲虞敖巩明佘池麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南储栗燕楚鄢劳谌奚皮粟冼蔺楼满闻
    厉伊仝郜海阚花权廉禹井巴丰卿国狄索宣晋容敬扈晁芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况
    那宿鲜印逯茹战慕危玉银亢嵇哈湛宾戎勾茅於呼揭尉冶斯束檀衣阴昝智衡闭`.replaceAll(/\s/g, ''),
)
const double =
  /^(?:欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐|呼延|轩辕)/

/** Names that are written by their sound begin so: 买买提, 吐尔逊, 扎西, 次仁. */
const bySound =
  /^(?:阿[不卜布迪依里力尔巴旺]|艾[合尔山力买]|买买|麦麦|吐尔|吐鲁|图尔|古丽|努尔|热合|热依|库尔|依明|依[布力]|玉素|玉山|木[合沙]|帕[提尔]|扎西|次仁|卓玛|索朗|旦增|丹增|多吉|尼玛|格桑|洛桑|仁青|才让|拉姆|央金|巴桑)/

export function looksPersonal(written: string): boolean {
  const text = written.trim()
  if (!looksLikeName(text)) return false
  if (/^[A-Za-z]/.test(text)) return /^[A-Za-z'-]{2,}(?: [A-Za-z.'-]+){1,3}$/.test(text)
  const plain = text.replaceAll(/\s/g, '')
  if (/[·•・‧]/.test(plain) || bySound.test(plain)) return true
  const [first = ''] = plain
  if (double.test(plain)) return plain.length <= 4
  return surnames.has(first) && plain.length <= 4
}
