import { join } from 'node:path'
import { expect, test } from 'vitest'
import { missingIn } from './cited.ts'

const ground = {
  root: join(import.meta.dirname, '..'),
  scripts: new Set(['start', 'test', 'huxin']),
  commands: new Set(['import', 'help']),
}

test('what exists is cited freely', () => {
  const text = `Read [the style](../STYLE.md#names) and \`src/kernel/day.ts:12\`, \`db/migrations/*.sql\`,
\`modules/*/contract.ts\`, \`src/modules/NAME/README.md\`, https://nodejs.org, [site](https://nodejs.org);
run \`npm start\`, \`npm run -s huxin -- --as NAME import FILE\`, \`npm run -s huxin -- COMMAND\`, \`huxin help\`.`
  expect(missingIn('docs/x.md', text, ground)).toEqual([])
})

test.each([
  ['[gone](gone.md)', 'docs/x.md:1: no file gone.md'],
  ['see `src/kernel/gone.ts`', 'docs/x.md:1: no file src/kernel/gone.ts'],
  ['see `modules/*/gone.ts`', 'docs/x.md:1: no file modules/*/gone.ts'],
  ['run `npm run gone`', 'docs/x.md:1: no npm script gone'],
  ['    npm run -s huxin -- --as-of 2026-01-01 gone FILE', 'docs/x.md:1: no command huxin gone'],
  ['`huxin gone --json`', 'docs/x.md:1: no command huxin gone'],
])('what does not is named: %s', (text, missing) => {
  expect(missingIn('docs/x.md', text, ground)).toEqual([missing])
})

test('a module’s README names its own files', () => {
  expect(missingIn('src/platform/README.md', '`migrate.ts` and `gone.ts`', ground)).toEqual([
    'src/platform/README.md:1: no file gone.ts',
  ])
})
