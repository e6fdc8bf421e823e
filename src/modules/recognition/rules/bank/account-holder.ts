/*
 * A special account is opened under the general contractor's name, the project's and the account's purpose, one after
 * another (农民工工资专用账户管理暂行办法 art. 8: 一个项目一个专户): 某某公司某某项目农民工工资专用账户. Banks cut it short, put parts
 * of it in brackets or turn them round.
 */

const purpose =
  /(?:建筑业?|施工)?(?:农民工|民工|务工人员|劳务)?工资(?:支付|发放|代发|保障)?(?:监管)?(?:专用|专项|专)?(?:存款|资金|结算|银行)?(?:[账帐]户|[账帐]号|专户|户)?/g

const firm =
  /^.*?(?:有限责任公司|股份有限公司|有限公司|集团公司|总公司|公司|集团(?!有限|股份|\(|总?公司)|工程局|工程处|建筑队)(?:\(集团\))?(?:第?[一二三四五六七八九十\d]{0,3}\p{Script=Han}{0,8}(?:分公司|子公司|事业部))?/u

/** Words that are left of a holder and name no project. */
const nothing =
  /^(?:专用|专项|专|基本|一般|临时|存款|结算|本|人民币)?(?:存款)?(?:[账帐]?户|[账帐]号)?$|^.{0,8}(?:分公司|子公司|事业部|支行|分行)$/

/**
 * The project that the holder of a special account names; null where he names none, or the account is none for wages.
 * Evidence only: it is written by a bank, and may be cut short.
 */
export function projectOfHolder(holder: string): string | null {
  const plain = holder
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[【〔[]/g, '(')
  const text = plain.replaceAll(/[】〕\]]/g, ')')
  if (!/(?:农民工|民工|务工人员|劳务)?工资.{0,8}(?:户|号)|农民工工资/.test(text)) return null
  const withoutPurpose = text.replaceAll(purpose, '|')
  const withoutFirm = withoutPurpose.replace(firm, '')
  // Nobody's firm stands before it: then what is left may be a firm as well as a project.
  if (withoutFirm === withoutPurpose && !/项目|工程|标段/.test(withoutFirm)) return null
  const parts = partsOf(withoutFirm).filter((part) => part.length >= 3 && !nothing.test(part))
  const [named = null] = parts.toSorted((a, b) => weightOf(b) - weightOf(a))
  return named
}

/** What stands between brackets, dashes and the words that were taken out; a bracket that belongs to a name stays with it. */
function partsOf(text: string): string[] {
  const whole = text
    .split(/[|—_,;:/\\]|-+/)
    .map(unwrapped)
    .filter((part) => part !== '')
  return whole.map((part) =>
    part.replace(/(?:项目)?(?:经理)?部$/, (said) => said.slice(0, said.startsWith('项目') ? 2 : 0)),
  )
}

function unwrapped(text: string): string {
  let part = text
  for (;;) {
    const inner = /^\((.*)\)$/.exec(part)?.[1]
    const next =
      inner !== undefined && !inner.includes('(')
        ? inner
        : isOdd(part)
          ? part
              .replace(/^\)+|\(+$/g, '')
              .replace(/^\(([^)]*)$/, '$1')
              .replace(/^([^(]*)\)$/, '$1')
          : part
    if (next === part) return part
    part = next
  }
}

function isOdd(text: string): boolean {
  return text.split('(').length !== text.split(')').length
}

function weightOf(part: string): number {
  return (/项目|工程|标段/.test(part) ? 100 : 0) + part.length
}

/** The names under which a project may be registered that a holder calls so: a bank says 项目 where the permit says 工程. */
export function namesLike(project: string): string[] {
  const bare = project.replace(/(?:建设|施工)?(?:项目工程|工程项目|项目|工程)$/, '')
  if (bare.length < 2) return [project]
  const endings = ['', '项目', '工程', '建设项目', '建设工程', '工程项目', '施工项目']
  return [...new Set([project, ...endings.map((ending) => bare + ending)])]
}
