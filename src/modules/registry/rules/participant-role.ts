import { matchingName } from './matching-name.ts'

/** What a firm is on a project; one firm may be several. Investor, owner and agent are three (条例 art. 59 to 61). */
export const participantRoles = [
  'investor',
  'owner',
  'agent',
  'general-contractor',
  'subcontractor',
  'labour-company',
  'supplier',
  'supervisor',
  'surveyor',
  'designer',
  'bank',
  'other',
] as const
export type ParticipantRole = (typeof participantRoles)[number]

export function isParticipantRole(text: string): text is ParticipantRole {
  return participantRoles.some((role) => role === text)
}

/** Roles whose own workers are on the site, and whose arrears the general contractor pays first (条例 art. 30). */
export function isSubcontracted(role: ParticipantRole): boolean {
  return role === 'subcontractor' || role === 'labour-company'
}

/**
 * The role that a word states: the national real-name platform's dictionary `project_corp_type` (word or
 * code), and the words of sites' own sheets. Null where the word states none; nothing is guessed. 施工单位 is
 * left out on purpose: it is the general contractor on one sheet and the subcontractor on the next.
 */
export function participantRoleOf(word: string): ParticipantRole | null {
  const plain = matchingName(word)
  return platformRoles[plain] ?? sheetRoles[plain] ?? null
}

const platformRoles: Readonly<Record<string, ParticipantRole>> = {
  '001': 'subcontractor',
  专业分包: 'subcontractor',
  '002': 'subcontractor',
  设备分包: 'subcontractor',
  '003': 'subcontractor',
  材料分包: 'subcontractor',
  '004': 'other',
  后勤服务: 'other',
  '005': 'supplier',
  特殊设备: 'supplier',
  '006': 'labour-company',
  劳务分包: 'labour-company',
  '007': 'supervisor',
  监理: 'supervisor',
  '008': 'owner',
  建设单位: 'owner',
  '009': 'general-contractor',
  总承包单位: 'general-contractor',
  '010': 'surveyor',
  勘察: 'surveyor',
  '011': 'designer',
  设计单位: 'designer',
  '012': 'other',
  其它: 'other',
}

const sheetRoles: Readonly<Record<string, ParticipantRole>> = {
  投资方: 'investor',
  投资单位: 'investor',
  业主: 'owner',
  业主单位: 'owner',
  代建: 'agent',
  代建单位: 'agent',
  总包: 'general-contractor',
  总包单位: 'general-contractor',
  总承包: 'general-contractor',
  施工总承包: 'general-contractor',
  施工总承包单位: 'general-contractor',
  工程总承包: 'general-contractor',
  工程总承包单位: 'general-contractor',
  分包: 'subcontractor',
  分包单位: 'subcontractor',
  专业分包单位: 'subcontractor',
  专业承包: 'subcontractor',
  专业承包单位: 'subcontractor',
  劳务: 'labour-company',
  劳务公司: 'labour-company',
  劳务单位: 'labour-company',
  劳务企业: 'labour-company',
  劳务分包单位: 'labour-company',
  供应商: 'supplier',
  材料供应商: 'supplier',
  监理单位: 'supervisor',
  勘察单位: 'surveyor',
  设计: 'designer',
  银行: 'bank',
  开户银行: 'bank',
  代发银行: 'bank',
  其他: 'other',
}
