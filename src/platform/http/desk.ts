import statics from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Nothing from elsewhere, nothing inline but styles that carry this page's nonce. */
function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The built desk: its hashed parts kept by the browser, its one page for every address that is no endpoint, and the worker
 * that keeps the page of a phone.
 */
export async function serveDesk(app: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  await app.register(statics, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
  })
  const send = (reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy(nonce))
      .header('cache-control', 'no-store')
      .send(page.replaceAll('__CSP_NONCE__', nonce))
  }
  const worker = await readFile(join(folder, 'screening-worker.js'), 'utf8')
  // Asked for anew each time: it is how a phone learns that the page has changed.
  app.get('/screening-worker.js', (_request, reply) =>
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(worker),
  )
  app.get('/', (_request, reply) => send(reply))
  app.get('/sign-in', (_request, reply) => send(reply))
  app.get('/second-factor', (_request, reply) => send(reply))
  app.get('/invitation', (_request, reply) => send(reply))
  app.get('/d/*', (_request, reply) => send(reply))
}
