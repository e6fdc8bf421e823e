/** Outlines on a 16 × 16 field, drawn in the text's colour. */
const outlines = {
  home: 'M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5',
  project: 'M3 13V5l5-2v10M8 6l5 2v5M2 13h12',
  import: 'M8 2.5v7M5 7l3 3 3-3M3 11v2.5h10V11',
  ledger: 'M3 3h10v10H3zM3 6.5h10M6.5 6.5V13',
  warning: 'M8 3 14 13H2zM8 7v2.5M8 11.3v.1',
  parameter:
    'M2.500 4.500h6M12 4.500h1.500M2.500 8h1.500M7.500 8h6M2.500 11.500h6M12 11.500h1.500M10 3v3M5.500 6.500v3M10 10v3',
  task: 'M3 3.500h10v9.500H3zM5.500 8.500 7.200 10.200 10.500 6.500M6 2v2.500M10 2v2.500',
  screening:
    'M8 14c3-3.500 4.500-5.500 4.500-7.500a4.500 4.500 0 0 0-9 0C3.500 8.500 5 10.500 8 14M8 8a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3',
  register: 'M3 2.500h10v11H3zM5.500 5.500h5M5.500 8h5M5.500 10.500h3',
  ahead: 'M2.500 12.500 6 8.500l2.500 2 5-6M10.500 4.500h3v3',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1 1H3zM6.500 13.500h3',
  calendar: 'M2.500 4h11v9.500h-11zM2.500 7h11M5.500 2.500v3M10.500 2.500v3',
  town: 'M2.500 4 6 2.500l4 1.500 3.500-1.500V12L10 13.500 6 12l-3.500 1.500zM6 2.500V12M10 4v9.500',
  audit: 'M4 2.500h8v11H4zM6.500 5.500h3M6.500 8h3M6.500 10.500h1.500',
  down: 'M4 6l4 4 4-4',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.5 10.5l3 3',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  person:
    'M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M3 13.5c0-2.800 2.200-4.500 5-4.500s5 1.700 5 4.500',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  right: 'M6 3.5 10.5 8 6 12.5',
  tick: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  file: 'M4 2.5h5.500L12.500 5.500v8H4zM9.500 2.500v3h3',
  empty: 'M2.5 9.500 4.500 4h7l2 5.500V13h-11zM2.500 9.500h3.500l1 1.500h2l1-1.500h3.500',
  out: 'M6.500 2.500h-4v11h4M6.500 8h7M10.500 5l3 3-3 3',
} as const

export type IconName = keyof typeof outlines

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={outlines[name]} />
    </svg>
  )
}
