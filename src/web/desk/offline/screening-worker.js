// oxlint-disable typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-return -- a worker speaks to globals that the desk has no types for
/* Keeps the page of a phone, so that it opens without network. It answers for that page and its parts, and for nothing else:
   what the desk asks the server is not looked at. The build puts the parts and their version in. */
const parts = __PARTS__
const cacheName = 'huxin-screening-__VERSION__'
const shell = `${globalThis.registration.scope}shell`
const phonePage = /^\/d\/\d{6}\/screening\/[0-9a-f-]{36}\/(?:phone|[0-9a-f-]{36})$/

/** Longer than this the network is as good as none. */
const longestWaitMs = 5_000

globalThis.addEventListener('install', (event) => event.waitUntil(keep()))
globalThis.addEventListener('activate', (event) => event.waitUntil(begin()))
globalThis.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== globalThis.location.origin) return
  if (request.mode === 'navigate') {
    if (phonePage.test(pathname)) event.respondWith(page(request))
  } else if (parts.includes(pathname)) event.respondWith(part(request))
})

/** All parts or none: a page with half of them would be worse than none. */
async function keep() {
  const cache = await caches.open(cacheName)
  await cache.addAll(parts)
  const whole = await fetch(globalThis.registration.scope, { credentials: 'same-origin' })
  if (!whole.ok) throw new Error(`The page came as ${whole.status}.`)
  // With its policy, whose nonce is that of its own styles.
  await cache.put(shell, whole)
  await globalThis.skipWaiting()
}

async function begin() {
  const names = await caches.keys()
  const old = names.filter((one) => one.startsWith('huxin-screening-') && one !== cacheName)
  await Promise.all(old.map((one) => caches.delete(one)))
  await globalThis.clients.claim()
}

/** The server's page where it comes in time; else the kept one. */
async function page(request) {
  const kept = await caches.match(shell)
  if (kept === undefined) return fetch(request)
  try {
    return await fetch(request, { signal: AbortSignal.timeout(longestWaitMs) })
  } catch {
    return kept
  }
}

/** Parts bear the hash of what is in them: a kept one is as good as the server's. */
async function part(request) {
  return (await caches.match(request)) ?? fetch(request)
}
