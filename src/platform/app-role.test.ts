import pg from 'pg'
import { expect, test } from 'vitest'
import { appUrlOf } from './app-role.ts'

test.each([
  'postgres://owner:secret@db.example:5433/huxin',
  'postgres://owner@db.example:5433/huxin?sslmode=disable',
  'postgresql://db.example:5433/huxin?user=owner&password=secret',
  'postgresql:///huxin?host=db.example&port=5433',
])('the application signs in as itself wherever the owner’s address names its user: %s', (url) => {
  const client = new pg.Client({ connectionString: appUrlOf(url, 'p/w @:?&%x') })
  expect(client).toMatchObject({
    user: 'huxin_app',
    password: 'p/w @:?&%x',
    host: 'db.example',
    port: 5433,
    database: 'huxin',
  })
})
