import './jitless.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN.js'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { CallFailed, isPartMissing } from './call.ts'
import './desk.css'
import { queries } from './read.ts'
import { router } from './routes.tsx'
import { cspNonce, theme } from './theme.ts'

const place = document.getElementById('desk')
if (place === null) throw new Error('index.html lost its #desk')

const nonce = cspNonce()

/** Lists that drop down stand inside the page's landmark, where screen readers look for them. */
function popupPlace(): HTMLElement {
  return document.querySelector('main') ?? document.body
}

/** A refusal that a page shows, or a server that is away, is no fault of the program's. */
function report(error: unknown): void {
  if (!(error instanceof CallFailed) && !isPartMissing(error)) console.error(error)
}

createRoot(place, { onCaughtError: report }).render(
  <ConfigProvider
    locale={zhCN}
    theme={theme}
    getPopupContainer={popupPlace}
    button={{ autoInsertSpace: false }}
    {...(nonce === undefined ? {} : { csp: { nonce } })}
  >
    <App component={false}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} onError={report} />
      </QueryClientProvider>
    </App>
  </ConfigProvider>,
)
