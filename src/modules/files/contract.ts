/** 200 MiB: the longest file that is taken in. */
export const longestFileBytes = 200 * 1024 * 1024

/** What is known of a file once it is kept. */
export interface ReceivedFile {
  /** SHA-256 of the content, 64 hex signs. */
  readonly hash: string
  readonly bytes: number
  /** Whether the same content was kept in this district before. */
  readonly repeated: boolean
}
