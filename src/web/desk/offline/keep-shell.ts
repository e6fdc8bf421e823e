/** Whether the page itself opens without network: `cannot` where the browser keeps none, or the address is no safe one. */
export type ShellKept = 'keeping' | 'kept' | 'cannot'

/**
 * Has the browser keep the page of a phone, by a worker that answers for the addresses of screening in this district and no
 * others. Browsers allow it over https and on the machine itself only.
 */
export async function keepShell(district: string): Promise<ShellKept> {
  if (!('serviceWorker' in navigator)) return 'cannot'
  try {
    const scope = `/d/${district}/screening/`
    const registered = await navigator.serviceWorker.register('/screening-worker.js', { scope })
    const worker = registered.active ?? registered.waiting ?? registered.installing
    if (worker === null) return 'cannot'
    return await activated(worker)
  } catch {
    return 'cannot'
  }
}

function activated(worker: ServiceWorker): Promise<ShellKept> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'activated') resolve('kept')
      else if (worker.state === 'redundant') resolve('cannot')
    }
    worker.addEventListener('statechange', look)
    look()
  })
}
