import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { Refused } from './kernel/refusal.ts'
import { onFolder } from './platform/postgres/failures.ts'
import { findSecret, keptSecret } from './platform/secret-file.ts'
import { type SuiteName, suiteNames } from './platform/suite.ts'

/** What the operator sets: nothing else of the environment is read. */
export interface Config {
  /** Whole path. */
  readonly dataFolder: string
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  /** The owner's own PostgreSQL; null for the embedded one. */
  readonly databaseUrl: string | null
  readonly production: boolean
  /** Which pages this process serves. */
  readonly face: 'desk' | 'public' | 'all'
  /** Single sign-on (OpenID Connect); null: there is none. */
  readonly outside: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
    readonly name: string
    readonly ownUrl: string
  } | null
  readonly logLevel: LogLevel
  /** Ciphers of a new installation, and of the next generation of keys. */
  readonly crypto: SuiteName
  /** Where the server backs up by itself; null: it does not. Whole path. */
  readonly backupFolder: string | null
  /** At which hour of the office's day. */
  readonly backupHour: number
  /** How many backups stay in that folder. */
  readonly backupKeep: number
}

export const LogLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
export type LogLevel = z.infer<typeof LogLevel>

type Environment = Readonly<Record<string, string | undefined>>

const portRule = '应为 0 到 65535 之间的整数'
const hourRule = '应为 0 到 23 之间的整数'
const httpsRule = '应是 https:// 开头的地址'
const urlRule = '应像 postgres://用户:口令@主机:5432/数据库'

const Settings = z.object({
  HUXIN_DATA: z.string().default('./.data'),
  HOST: z.string().regex(/^\S+$/, '不能有空格').default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portRule)
    .transform(Number)
    .refine((port) => port < 65_536, portRule)
    .default(8686),
  DATABASE_URL: z
    .string()
    .refine((url) => URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol), urlRule)
    .optional(),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], '只能是 production、development 或 test')
    .default('development'),
  CRYPTO: z.enum(suiteNames, '只能是 aes 或 gm').default('aes'),
  HUXIN_BACKUP_DIR: z.string().optional(),
  HUXIN_BACKUP_HOUR: z
    .string()
    .regex(/^\d{1,2}$/, hourRule)
    .transform(Number)
    .refine((hour) => hour < 24, hourRule)
    .default(2),
  HUXIN_BACKUP_KEEP: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, '应为 1 到 9999 之间的整数')
    .transform(Number)
    .default(30),
  HUXIN_FACE: z.enum(['desk', 'public', 'all'], '只能是 desk、public 或 all').default('all'),
  HUXIN_URL: z.string().refine(isHttps, httpsRule).optional(),
  HUXIN_OIDC_ISSUER: z.string().refine(isHttps, httpsRule).optional(),
  HUXIN_OIDC_CLIENT_ID: z.string().optional(),
  HUXIN_OIDC_CLIENT_SECRET: z.string().optional(),
  HUXIN_OIDC_NAME: z.string().max(20, '最多 20 个字').default('统一身份认证'),
  LOG_LEVEL: z.enum(LogLevel.options, `只能是 ${LogLevel.options.join('、')} 之一`).optional(),
})

/** Reads the settings; refuses with a sentence that names the variable. An empty variable is a missing one. */
export function readConfig(environment: Environment): Config {
  const settings = Settings.safeParse(withoutEmpty(environment))
  if (!settings.success) {
    const [issue] = settings.error.issues
    throw new Refused({
      code: 'platform.setting',
      kind: 'invalid',
      values: { variable: String(issue?.path[0]), rule: issue?.message ?? '' },
    })
  }
  const { HUXIN_DATA, HOST, PORT, DATABASE_URL, NODE_ENV, LOG_LEVEL } = settings.data
  const {
    CRYPTO,
    HUXIN_BACKUP_DIR: backupFolder,
    HUXIN_BACKUP_HOUR,
    HUXIN_BACKUP_KEEP,
  } = settings.data
  return {
    dataFolder: resolve(HUXIN_DATA),
    host: HOST,
    port: PORT,
    databaseUrl: DATABASE_URL ?? null,
    production: NODE_ENV === 'production',
    face: settings.data.HUXIN_FACE,
    outside: outsideIn(settings.data),
    // At a terminal the address and the sign-ins are not to drown in a line a request.
    logLevel: LOG_LEVEL ?? (NODE_ENV === 'production' ? 'info' : 'warn'),
    crypto: CRYPTO,
    backupFolder: backupFolder === undefined ? null : resolve(backupFolder),
    backupHour: HUXIN_BACKUP_HOUR,
    backupKeep: HUXIN_BACKUP_KEEP,
  }
}

/** All four, or no provider at all: half of one is a mistake of the operator's. */
function outsideIn(said: z.infer<typeof Settings>): Config['outside'] {
  const issuer = said.HUXIN_OIDC_ISSUER
  const clientId = said.HUXIN_OIDC_CLIENT_ID
  const clientSecret = said.HUXIN_OIDC_CLIENT_SECRET
  const ownUrl = said.HUXIN_URL
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null
  if (issuer && clientId && clientSecret && ownUrl) {
    return { issuer, clientId, clientSecret, ownUrl, name: said.HUXIN_OIDC_NAME }
  }
  const needed = { HUXIN_OIDC_ISSUER: issuer, HUXIN_OIDC_CLIENT_ID: clientId }
  const more = { HUXIN_OIDC_CLIENT_SECRET: clientSecret, HUXIN_URL: ownUrl }
  const missing = Object.entries({ ...needed, ...more }).find(([, value]) => value === undefined)
  throw new Refused({
    code: 'platform.setting',
    kind: 'invalid',
    values: { variable: missing?.[0] ?? '', rule: '设置单点登录时要和另外三项一起写明' },
  })
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}

/**
 * The installation's secret, 32 bytes or more, from which all keys are derived. Of HUXIN_SECRET or
 * HUXIN_SECRET_FILE; outside production it is made on the first start and kept in `<data>/secret/key`.
 */
export async function readSecret(environment: Environment, config: Config): Promise<Buffer> {
  const { HUXIN_SECRET: given, HUXIN_SECRET_FILE: file } = withoutEmpty(environment)
  if (given !== undefined && file !== undefined) {
    throw new Refused({ code: 'platform.secret-twice', kind: 'invalid' })
  }
  if (given !== undefined) return strongSecret(given, 'HUXIN_SECRET')
  if (file !== undefined) return strongSecret(await readSecretFile(file), 'HUXIN_SECRET_FILE')
  if (config.production) throw new Refused({ code: 'platform.secret-missing', kind: 'invalid' })
  return strongSecret(await keptSecret(config.dataFolder, 'key'), 'secret/key')
}

/** The secret where there is one already; null: starting would make it. For whoever must not have a new one. */
export async function findSecretOf(
  environment: Environment,
  config: Config,
): Promise<Buffer | null> {
  const { HUXIN_SECRET: given, HUXIN_SECRET_FILE: file } = withoutEmpty(environment)
  const isGiven = given !== undefined || file !== undefined || config.production
  if (isGiven) return readSecret(environment, config)
  const kept = await onFolder(config.dataFolder, () => findSecret(config.dataFolder, 'key'))
  return kept === null ? null : strongSecret(kept, 'secret/key')
}

/** A secret that is to be used from now on. */
export async function secretIn(file: string): Promise<Buffer> {
  return strongSecret(await readSecretFile(file), file)
}

async function readSecretFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new Refused({ code: 'platform.secret-unreadable', kind: 'invalid', values: { file } })
  }
}

/** Refuses what is too short or was plainly thought up by a person. */
function strongSecret(text: string, variable: string): Buffer {
  const secret = bytesOf(text.trim())
  const distinct = new Set(secret).size
  const readable = secret.every((byte) => byte >= 0x20 && byte < 0x7f)
  // Of 32 random bytes fewer than 16 distinct ones, or none outside printable ASCII, is never seen by chance.
  if (secret.length >= 32 && distinct >= 16 && !readable && isDrawn(text.trim())) return secret
  throw new Refused({ code: 'platform.secret-weak', kind: 'invalid', values: { variable } })
}

/**
 * A phrase can be read as base64 too. Of 43 signs that were drawn, fewer than 20 distinct ones, or none in capitals
 * or none in small letters, are seen less than once in a thousand million.
 */
function isDrawn(text: string): boolean {
  if (isHex(text)) return true
  return new Set(text).size >= 20 && /[A-Z]/.test(text) && /[a-z]/.test(text)
}

function isHex(text: string): boolean {
  return /^([0-9a-f]{2})+$/i.test(text)
}

function bytesOf(text: string): Buffer {
  if (isHex(text)) return Buffer.from(text, 'hex')
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return Buffer.from(text, 'base64')
  return Buffer.alloc(0)
}

function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
}
