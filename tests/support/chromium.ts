import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** For playwright-core's `launch`, which gives each browser a profile of its own and removes it again. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

const programs = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
]

const usualPlaces = [
  ...programs.map((program) => `/usr/bin/${program}`),
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

export const howToGetChromium =
  'Browser tests need Chromium or Chrome: install it (Debian: apt-get install chromium fonts-noto-cjk) or set CHROME_PATH to its program.'

/** The installed browser: CHROME_PATH, the usual places, then PATH; null where there is none. */
export function findChromium(environment = process.env): string | null {
  const { CHROME_PATH, PATH = '' } = environment
  if (CHROME_PATH) return isProgram(CHROME_PATH) ? CHROME_PATH : null
  const onPath = PATH.split(delimiter).flatMap((folder) =>
    programs.map((program) => join(folder, program)),
  )
  return [...usualPlaces, ...onPath].find(isProgram) ?? null
}

/** The installed browser; throws the sentence that says how to get one. */
export function chromiumPath(): string {
  const found = findChromium()
  if (found === null) throw new Error(howToGetChromium)
  return found
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
