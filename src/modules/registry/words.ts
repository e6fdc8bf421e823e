import type { Words } from '../../kernel/words.ts'

export const registryWords: Words = {
  'registry.no-such-project': '没有编号为 {code} 的项目，或者不在您的权限之内。',
  'registry.code-taken': '编号 {code} 已经用于另一个项目，请核对。',
  'registry.only-the-office': '登记项目由治欠办办理，您的岗位不能新建项目。',
  'registry.project-add-how':
    '用法：project add [编号] --name 名称 [--town 代码] [--owner-kind 类别] [--pay-day 1 到 31]。',

  'registry.project-code-missing': '请填写项目编号。',
  'registry.project-code-invalid':
    '项目编号不对：应是平台编码或施工许可证号（4 到 64 个字，含数字），或 P 加六位数字。',
  'registry.project-name-missing': '请填写项目名称，至少两个字。',
  'registry.project-name-too-long': '项目名称太长，最多 {most} 个字。',
  'registry.project-name-signs': '项目名称里有看不见的控制字符，请重新填写。',
  'registry.town-code': '乡镇街道代码应是九位数字。',
  'registry.town-elsewhere': '这个乡镇街道不在本区县。',
  'registry.begun-on-but-not-begun': '未开工的项目不能有开工日期，请改状态或清空日期。',
  'registry.pay-day': '发薪日应是 1 到 31。',
  'registry.project-changed-meanwhile': '这个项目刚被别人改过，请刷新后再改。',
  'registry.project-state-not-next': '项目不能从现在的状态直接改成所选的状态。',
  'registry.project-still-owes': '这个项目还欠着工资，不能改成“完工”，可以改成“完工未付清”。',

  'registry.credit-code-missing': '没有填写统一社会信用代码。',
  'registry.credit-code-length': '统一社会信用代码应是 18 位，这个位数不对，按名称识别企业。',
  'registry.credit-code-signs': '统一社会信用代码里有不该出现的字符，按名称识别企业。',
  'registry.credit-code-check-digit': '统一社会信用代码的校验位不对，已照录，请核对。',
  'registry.credit-code-old': '这是旧的组织机构代码或注册号，已照录。',
}
