import { configDefaults, defineConfig } from 'vitest/config'

const pure = ['src/kernel/**/*.test.ts', 'src/modules/*/rules/**/*.test.ts']
const database = 'tests/support/global-setup.ts'

export default defineConfig({
  test: {
    pool: 'forks',
    // More would only wait for each other: the machine of the promises has two cores.
    maxWorkers: 2,
    restoreMocks: true,
    projects: [
      // What is pure needs no database, and does not wait for one.
      { test: { name: 'rules', include: pure, sequence: { groupOrder: 0 } } },
      {
        test: {
          name: 'modules',
          include: ['src/**/*.test.ts', 'tests/*.test.ts', 'scripts/*.test.ts'],
          exclude: [...configDefaults.exclude, ...pure],
          globalSetup: database,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          // Whole programs that are started and killed, each with a database of its own.
          name: 'faults',
          include: ['tests/faults/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          // Each starts the program with a database of its own; the desk is built before.
          name: 'browser',
          include: ['tests/browser/*.e2e.ts'],
          globalSetup: 'tests/support/desk-setup.ts',
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
