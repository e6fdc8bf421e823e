/** Who looks, from where, on which day: over the whole page, so that a photo of it says so too. */
export function Watermark({ text }: { text: string }) {
  return (
    <div className="watermark" aria-hidden="true">
      <svg width="100%" height="100%">
        <defs>
          <pattern
            id="watermark"
            width="360"
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
