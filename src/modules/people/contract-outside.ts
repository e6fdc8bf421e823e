import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'

/** Single sign-on, where the operator has set it up: under which name the page offers it. */
export const viewOutside = endpoint({
  name: 'people.outside',
  method: 'GET',
  path: '/outside',
  reach: 'open',
  reply: z.object({ name: z.string().nullable() }),
})

/** Sends the browser to the provider. */
export const beginOutside = endpoint({
  name: 'people.begin-outside',
  method: 'GET',
  path: '/outside/begin',
  reach: 'open',
  reply: z.void(),
})

/** Where the provider sends it back to; then to the desk, signed in, or to the page that says why not. */
export const returnOutside = endpoint({
  name: 'people.return-outside',
  method: 'GET',
  path: '/outside/return',
  reach: 'open',
  query: z.record(z.string().max(60), z.string().max(4_000)),
  reply: z.void(),
})

/** The address to go to, to say there who one is: the account is bound to that when the browser comes back. */
export const bindOutside = endpoint({
  name: 'people.bind-outside',
  method: 'POST',
  path: '/outside/bind',
  reach: 'account',
  reply: z.object({ address: z.string() }),
})

export const unbindOutside = endpoint({
  name: 'people.unbind-outside',
  method: 'POST',
  path: '/outside/unbind',
  reach: 'account',
  reply: z.object({ unbound: z.literal(true) }),
})
