export interface FilesTables {
  'files.file': { district: string; hash: string; bytes: number; received_at: Date }
  'files.chunk': { district: string; hash: string; no: number; content: Buffer }
}
