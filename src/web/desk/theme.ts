import type { ThemeConfig } from 'antd'

const font =
  '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Microsoft YaHei",' +
  '"Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",system-ui,sans-serif'

/** Colours that charts draw with; the page's own stand in desk.css under the same names. */
export const ink = {
  primary: '#0F6170',
  text: '#1A2326',
  secondary: '#4A575B',
  tertiary: '#647075',
  muted: '#7E8C91',
  split: '#E9EDEE',
  border: '#B9C3C6',
} as const

/** The one theme. Borders of things one types into reach 3 : 1 against white (WCAG 1.4.11). */
export const theme: ThemeConfig = {
  cssVar: { key: 'desk' },
  hashed: false,
  token: {
    colorPrimary: ink.primary,
    colorInfo: ink.primary,
    colorLink: ink.primary,
    colorLinkHover: ink.primary,
    colorLinkActive: '#0A4954',
    colorSuccess: '#23694A',
    colorWarning: '#CF5F0A',
    colorError: '#B4232C',
    colorText: ink.text,
    colorTextSecondary: ink.secondary,
    colorTextTertiary: ink.tertiary,
    colorTextDescription: ink.tertiary,
    colorTextPlaceholder: ink.tertiary,
    colorBgLayout: '#F4F6F6',
    colorBorder: ink.border,
    colorBorderSecondary: '#D9DFE1',
    colorSplit: ink.split,
    colorFillAlter: '#F7F9F9',
    controlItemBgActive: '#E6F1F2',
    borderRadius: 4,
    borderRadiusLG: 6,
    borderRadiusSM: 3,
    fontSize: 14,
    fontSizeSM: 12,
    fontSizeLG: 16,
    fontSizeHeading3: 20,
    fontWeightStrong: 600,
    controlHeight: 32,
    controlHeightSM: 24,
    controlHeightLG: 40,
    boxShadowTertiary: 'none',
    motionDurationMid: '0.12s',
    fontFamily: font,
  },
  components: {
    Table: {
      headerBg: '#F7F9F9',
      headerColor: ink.secondary,
      cellPaddingBlock: 7,
      cellPaddingInline: 12,
      cellFontSize: 14,
    },
    Card: { headerFontSize: 16, bodyPadding: 16 },
    Tabs: { titleFontSize: 14, horizontalItemGutter: 24, horizontalItemPadding: '8px 0' },
    Input: { colorBorder: '#8A979B' },
    Select: { colorBorder: '#8A979B' },
    // Days of the months beside are read too.
    DatePicker: { colorBorder: '#8A979B', colorTextDisabled: ink.tertiary },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
}

/** What the server wrote into the page for this load; empty in vite's own development server. */
export function cspNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  return nonce === '' || nonce.startsWith('__') ? undefined : nonce
}
