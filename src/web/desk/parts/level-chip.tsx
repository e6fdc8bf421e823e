/** 蓝 黄 橙 红: always colour, shape and word together; weight rises with danger. */
export const levelShapes = {
  blue: {
    word: '蓝',
    shape: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  },
  yellow: {
    word: '黄',
    shape: <path d="M6 1.4 11 10.4H1z" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  },
  orange: { word: '橙', shape: <path d="M6 .6 11.4 6 6 11.4.6 6z" fill="currentColor" /> },
  red: {
    word: '红',
    shape: (
      <path
        fillRule="evenodd"
        fill="currentColor"
        d="M0 0h12v12H0zM5.2 2.2h1.6v5H5.2zM5.2 8.3h1.6v1.6H5.2z"
      />
    ),
  },
} as const

export type LevelName = keyof typeof levelShapes

export function LevelChip({ level, count }: { level: LevelName; count?: number }) {
  const { word, shape } = levelShapes[level]
  return (
    <span className={`level ${level}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {shape}
      </svg>
      {count === undefined ? word : `${word} ${count}`}
    </span>
  )
}
