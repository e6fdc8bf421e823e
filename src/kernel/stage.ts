/**
 * A temporary table that a bulk write is copied into: its columns in order, with their SQL types.
 * The reader process writes lines of it, the owning module's verb folds it into its own tables.
 */
export interface Stage {
  readonly table: string
  readonly columns: Readonly<Record<string, string>>
}
