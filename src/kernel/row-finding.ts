/** What a verb has to say of a line of a sheet that it was given: the sheet alone could not tell. */
export interface RowFinding {
  /** 1-based, both. */
  readonly sheet: number
  readonly row: number
  readonly field: string
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  /** The line was not taken in: it waits to be put right. */
  readonly waits: boolean
}
