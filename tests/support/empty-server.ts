import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { demoPassword } from '../../src/worlds/demo-accounts.ts'
import { type RunningServer, startServer } from './server.ts'

const commandLine = join(import.meta.dirname, '..', '..', 'src', 'cli.ts')
const run = promisify(execFile)

/** The account of the district that has nothing in it; its password is the demo accounts'. */
export const emptyAccount = 'xinqu'

/** A server as an office has it on its first day: one district, one account, no sheet. */
export async function startEmptyServer(): Promise<RunningServer> {
  const server = await startServer({ arguments: ['--empty'] })
  const command = (parameters: readonly string[]) =>
    run(process.execPath, [commandLine, ...parameters], {
      env: {
        ...process.env,
        NODE_ENV: 'development',
        DATABASE_URL: '',
        HUXIN_DATA: server.dataFolder,
        HUXIN_PASSWORD: demoPassword,
      },
    })
  await command(['district', 'add', '990102', '--name', '空白区', '--town', '990102001=甲镇'])
  const post = ['--role', 'coordination-office', '--organisation', '治欠办']
  await command(['account', 'add', emptyAccount, ...post, '--display-name', '钱空一'])
  return server
}
