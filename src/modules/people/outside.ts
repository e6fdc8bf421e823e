import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { z } from 'zod'
import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { openText, sealText } from '../../platform/keys.ts'

/** A provider of identities (OpenID Connect) as the operator has set it up. */
export interface Outside {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** As the sign-in page calls it: 浙政钉, 统一身份认证. */
  readonly name: string
  /** This program's own address, as the browser sees it: `https://huxin.example.gov.cn`. */
  readonly ownUrl: string
  /** A provider on this machine, in a test; anywhere else it is https or nothing. */
  readonly insecure?: true
}

/** What the browser brings back, sealed: nobody else can have begun it. */
const Passing = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The account that is being bound; null: somebody signs in. */
  accountId: z.uuid().nullable(),
  at: z.number(),
})
export type Passing = z.infer<typeof Passing>

const passingMillis = 600_000
const bound = 'outside sign-in'
const longestWaitSeconds = 10

/** Where to send the browser, and what it is to bring back. */
export async function leaveFor(
  ctx: Context,
  outside: Outside,
  accountId: string | null,
): Promise<{ address: string; passing: string }> {
  const known = await discovered(outside)
  const passing: Passing = {
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    accountId,
    at: ctx.now.getTime(),
  }
  const address = buildAuthorizationUrl(known, {
    redirect_uri: returnAddress(outside),
    scope: 'openid',
    state: passing.state,
    nonce: passing.nonce,
    code_challenge: await calculatePKCECodeChallenge(passing.verifier),
    code_challenge_method: 'S256',
  })
  const sealed = sealText(ctx.platform.keys, bound, JSON.stringify(passing))
  return { address: address.href, passing: sealed.toString('base64url') }
}

/** Who the provider says the browser is: its `sub`, and for which account that was asked. */
export async function cameBack(
  ctx: Context,
  outside: Outside,
  { passing, query }: { passing: string | undefined; query: Readonly<Record<string, string>> },
): Promise<{ subject: string; accountId: string | null }> {
  const { state, nonce, verifier, accountId } = openPassing(ctx, passing)
  const known = await discovered(outside)
  const address = new URL(returnAddress(outside))
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  const tokens = await authorizationCodeGrant(known, address, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  }).catch((error: unknown) => {
    ctx.platform.log.warn({ provider: outside.issuer, why: nameOf(error) }, 'not taken from there')
    throw new Refused({ code: 'people.outside-refused', kind: 'not-allowed' })
  })
  const subject = tokens.claims()?.sub
  if (subject === undefined) {
    throw new Refused({ code: 'people.outside-refused', kind: 'not-allowed' })
  }
  return { subject, accountId }
}

function openPassing(ctx: Context, sealed: string | undefined): Passing {
  try {
    const text = openText(ctx.platform.keys, bound, Buffer.from(sealed ?? '', 'base64url'))
    const passing = Passing.parse(JSON.parse(text))
    if (ctx.now.getTime() - passing.at < passingMillis) return passing
  } catch {
    // Another browser's, cut, or none.
  }
  throw new Refused({ code: 'people.outside-expired', kind: 'not-allowed' })
}

function returnAddress({ ownUrl }: Outside): string {
  return `${ownUrl.replace(/\/$/, '')}/api/outside/return`
}

const asked = new Map<string, Promise<Configuration>>()

/** What the provider says of itself, asked for once; one that was away is asked again. */
function discovered(outside: Outside): Promise<Configuration> {
  const key = `${outside.issuer}\n${outside.clientId}`
  const known = asked.get(key)
  if (known !== undefined) return known
  const asking = discovery(
    new URL(outside.issuer),
    outside.clientId,
    outside.clientSecret,
    undefined,
    {
      timeout: longestWaitSeconds,
      // oxlint-disable-next-line typescript/no-deprecated -- marked so only to stand out; a provider of the tests has no TLS
      execute: outside.insecure ? [allowInsecureRequests] : [],
    },
  ).catch(() => {
    asked.delete(key)
    throw new Refused({ code: 'people.outside-away', kind: 'busy' })
  })
  asked.set(key, asking)
  return asking
}

/** Never the message: a provider may put anything into it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
