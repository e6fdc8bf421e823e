// Exports write them too: they stand in the module's own words.
export { auditActions, auditCounts } from '../../modules/audit/words.ts'
