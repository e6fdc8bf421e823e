declare module '*.css'

declare module '*.svg' {
  const address: string
  export default address
}

// antd's files are ES modules that its package.json does not call so; nodenext reads them as CommonJS.
declare module 'antd/es/locale/zh_CN.js' {
  import type { ConfigProviderProps } from 'antd'
  const locale: NonNullable<ConfigProviderProps['locale']>
  export default locale
}
