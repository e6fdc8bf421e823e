import { readConfig, readSecret, secretIn } from '../config.ts'
import { type House, openHouse } from '../house.ts'
import { Refused } from '../kernel/refusal.ts'
import { changeSecret } from '../platform/change-secret.ts'
import { generationRows } from '../platform/key-generations.ts'
import { connectAsOwner } from '../platform/owner-connection.ts'
import { rotateKeys } from '../platform/rotate-keys.ts'
import { sealedPlaces } from '../sealed-places.ts'
import { auditEverywhere } from './everywhere.ts'
import { brokenOff, type Command, type Invocation, print, printJson } from './command.ts'
import { showProgress } from './progress.ts'

export const keysCommand: Command = {
  name: 'keys',
  usage: 'keys [--json] ； keys rotate [--json] ； keys secret 新密钥文件',
  what: '列出各代密钥；rotate 不停机换一代密钥（CRYPTO 指明算法），中断了再运行就接着做；secret 停机换安装密钥',
  example: 'keys rotate',
  anywhere: true,
  alone: async (invocation) => {
    const [verb, file] = invocation.rest
    const isKnown =
      verb === undefined || verb === 'rotate' || (verb === 'secret' && file !== undefined)
    if (!isKnown) throw new Refused({ code: 'platform.keys-how', kind: 'invalid' })
    const house = await openHouse(readConfig(process.env), { name: 'huxin keys', hearers: [] })
    invocation.onBreakOff(() => void house.breakOff().finally(() => process.exit(brokenOff)))
    try {
      if (verb === 'rotate') return await rotate(house, invocation)
      if (file !== undefined) return await secret(house, file)
      return await list(house, invocation)
    } finally {
      await house.close()
    }
  },
  run: async () => brokenOff,
}

const stateNames: Readonly<Record<string, string>> = {
  coming: '正在准备',
  'in-use': '在用',
  earlier: '只用来读，正在换下',
  spent: '已换下',
}

async function list({ ownerUrl }: House, { values }: Invocation): Promise<number> {
  const owner = await connectAsOwner(ownerUrl)
  try {
    for (const { number, name, suite, state } of await generationRows(owner)) {
      if (values.json) printJson({ number, name, suite, state })
      else print(`第 ${number} 代\t${name}\t${suite}\t${stateNames[state] ?? state}`)
    }
  } finally {
    await owner.end()
  }
  return 0
}

async function rotate(
  { ownerUrl, config, platform }: House,
  { values }: Invocation,
): Promise<number> {
  let text = '准备新一代密钥…'
  const ended = showProgress(() => text)
  try {
    const rotated = await rotateKeys({
      ownerUrl,
      secret: await readSecret(process.env, config),
      suite: config.crypto,
      places: sealedPlaces,
      clock: () => new Date(),
      onProgress: (what, done) => {
        text = what === 'values' ? `个人信息 ${done} 个` : `文件等 ${done} 块`
      },
    })
    await auditEverywhere(platform, 'keys.rotate', rotated.to, {
      values: rotated.values,
      others: rotated.others,
    })
    ended()
    if (values.json) printJson(rotated)
    else {
      const { from, to, values: count, others } = rotated
      print(`现在用的是密钥 ${to}：重新加密个人信息 ${count} 个、文件等 ${others} 块。`)
      print(
        from === '' ? '还有内容用旧密钥加密，请再运行一次。' : `旧密钥 ${from} 已没有内容在用。`,
      )
    }
    return rotated.from === '' ? 1 : 0
  } finally {
    ended()
  }
}

async function secret({ ownerUrl, config, platform }: House, file: string): Promise<number> {
  const from = await readSecret(process.env, config)
  const { name, generations } = await changeSecret(ownerUrl, { from, to: await secretIn(file) })
  await auditEverywhere(platform, 'keys.change-secret', name, { generations })
  print(`${generations} 代密钥已改用名称为 ${name} 的安装密钥保护。`)
  print(
    '请把 HUXIN_SECRET_FILE 换成新文件再启动；以前的备份仍要用原来的密钥才能恢复，请继续保存它。',
  )
  return 0
}
