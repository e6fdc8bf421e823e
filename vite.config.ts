import react from '@vitejs/plugin-react'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const folder = 'dist/desk'

/** The desk alone is built; the server runs as it is written. `npm start` serves `dist/desk`. */
export default defineConfig({
  root: 'src/web/desk',
  plugins: [react(), everyStyleWithNonce(), phoneWorker(), compressed()],
  build: {
    outDir: `../../../${folder}`,
    emptyOutDir: true,
    target: 'es2022',
    // Only `assets/` is served as files, and nothing is written into the page itself.
    assetsInlineLimit: 0,
    // The polyfill is only for browsers without ES modules, which the target rules out.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            // `jitless.ts` must have run before any contract is built, so it travels with zod.
            { name: 'zod', test: /node_modules\/zod\/|web\/desk\/jitless/ },
            { name: 'contracts', test: /src\/(kernel|modules)\// },
            { name: 'echarts', test: /node_modules\/(echarts|zrender)\// },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:8686', '/readyz': 'http://127.0.0.1:8686' },
  },
})

/**
 * antd measures scroll bars and locks scrolling with style elements that it does not hand ConfigProvider's
 * nonce; the page's policy would block them. Fails the build when antd no longer does it this way.
 */
function everyStyleWithNonce(): Plugin {
  const given = /if \(csp\?\.nonce\) \{\s+styleNode\.nonce = csp\?\.nonce;\s+\}/
  const always = `styleNode.nonce =
    csp?.nonce ?? document.querySelector('meta[name="csp-nonce"]')?.content ?? '';`
  return {
    name: 'every-style-with-nonce',
    apply: 'build',
    transform: {
      filter: { id: /@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/ },
      handler(code) {
        if (!given.test(code)) this.error('antd hands its nonce on in another way than before')
        return { code: code.replace(given, always), map: null }
      },
    },
  }
}

/**
 * The worker that keeps the page of a phone, with the names of all that the page is made of: the first load and the page's own
 * part, with whatever they import.
 */
function phoneWorker(): Plugin {
  const source = join(import.meta.dirname, 'src/web/desk/offline/screening-worker.js')
  return {
    name: 'phone-worker',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const parts = new Set<string>()
      const add = (file: string) => {
        const one = bundle[file]
        if (one === undefined || parts.has(file)) return
        parts.add(file)
        if (one.type !== 'chunk') return
        for (const further of one.imports) add(further)
        for (const style of one.viteMetadata?.importedCss ?? []) add(style)
        for (const asset of one.viteMetadata?.importedAssets ?? []) add(asset)
      }
      let found = false
      for (const [file, one] of Object.entries(bundle)) {
        if (one.type !== 'chunk') continue
        const isPhone = one.facadeModuleId?.endsWith('/pages/screening-phone.tsx') === true
        if (one.isEntry || isPhone) add(file)
        found ||= isPhone
      }
      if (!found) this.error('the page of a phone is no part of its own')
      const names = [...parts].map((file) => `/${file}`).toSorted()
      const version = createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16)
      const worker = await readFile(source, 'utf8')
      this.emitFile({
        type: 'asset',
        fileName: 'screening-worker.js',
        source: worker.replace('__PARTS__', JSON.stringify(names)).replace('__VERSION__', version),
      })
    },
  }
}

/** Puts `.br` and `.gz` beside each text of the build, so that the server compresses nothing itself. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async closeBundle() {
      const assets = join(import.meta.dirname, folder, 'assets')
      const names = (await readdir(assets)).filter((name) => /\.(js|css|svg)$/.test(name))
      await Promise.all(names.map((name) => compress(join(assets, name))))
    },
  }
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes))
}
