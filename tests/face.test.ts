import { expect, test } from 'vitest'
import { buildApp, type Face, routes } from '../src/app.ts'
import { district } from './support/district.ts'

const here = await district()
const { now } = here.at('2026-11-23')

async function served(face: Face): Promise<string[]> {
  const app = await buildApp({
    platform: here.platform,
    clock: () => now,
    readiness: async () => ({ ready: true, facts: {} }),
    face,
  })
  const found: string[] = []
  for (const { endpoint } of routes) {
    const { method, reach, path } = endpoint
    const url = (reach === 'district' ? '/api/d/:district' : '/api') + path
    if (app.hasRoute({ method, url })) found.push(endpoint.name)
  }
  expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
  await app.close()
  return found
}

test('the public’s face has nothing of the desk, the desk’s nothing of the public’s, and both have all', async () => {
  const isPublic = new Set(
    routes.flatMap(({ endpoint }) => (endpoint.face === 'public' ? [endpoint.name] : [])),
  )
  const names = routes.map(({ endpoint }) => endpoint.name)
  expect(await served('public')).toEqual([...isPublic])
  expect(await served('desk')).toEqual(names.filter((name) => !isPublic.has(name)))
  expect(await served('all')).toEqual(names)
})

test('nobody signs in where only the public’s pages are', async () => {
  const app = await buildApp({
    platform: here.platform,
    clock: () => now,
    readiness: async () => ({ ready: true, facts: {} }),
    face: 'public',
  })
  const payload = { name: 'zhou', password: 'whatever' }
  const reply = await app.inject({ method: 'POST', url: '/api/session', payload })
  expect(reply.statusCode).toBe(404)
  for (const url of ['/', '/sign-in', '/d/990101']) {
    expect((await app.inject({ url })).statusCode).toBe(404)
  }
  await app.close()
})
