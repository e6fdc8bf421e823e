/** Who looks, from where, on which day: over the whole page, so that a photo of it says so too. */
export function Watermark({ text }: { text: string }) {
  const width = widthOf(text) + 80
  return (
    <div className="watermark" aria-hidden="true">
      <svg width="100%" height="100%">
        <defs>
          <pattern
            id="watermark"
            width={width}
            height="220"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(-18)"
          >
            <text x="20" y="80" fontSize="14" fill="#1A2326" fillOpacity="0.045">
              {text}
            </text>
          </pattern>
        </defs>
        <rect width="100%" height="100%" fill="url(#watermark)" />
      </svg>
    </div>
  )
}

/** About what it takes at 14 px: a Chinese sign a square, any other not more than two thirds of one. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2E80' ? 14 : 9), 0)
}
