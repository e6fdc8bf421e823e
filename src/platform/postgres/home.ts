import { join, resolve } from 'node:path'

/** Where the embedded database lives below the data folder. */
export interface DatabaseHome {
  readonly dataFolder: string
  /** `<data>/postgres`: ours; everything below `data` is PostgreSQL's. */
  readonly root: string
  readonly data: string
  /** Where a first initialisation works; renamed to `data` when it is whole. */
  readonly draft: string
  readonly pidFile: string
  readonly portFile: string
  readonly lock: string
  readonly log: string
}

export function databaseHome(dataFolder: string): DatabaseHome {
  const whole = resolve(dataFolder)
  const root = join(whole, 'postgres')
  return {
    dataFolder: whole,
    root,
    data: join(root, 'data'),
    draft: join(root, 'data.draft'),
    pidFile: join(root, 'data', 'postmaster.pid'),
    portFile: join(root, 'port'),
    lock: join(root, 'lock'),
    log: join(root, 'postgres.log'),
  }
}
