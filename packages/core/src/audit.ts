/*
 * What happened in a thread, for people who were not there: whether its log is whole, and who let what run. Pure: nothing
 * here reads a store or a clock. [R130–R135]
 */
export { AUDIT_COLUMNS } from './audit-row.ts';
export type { AuditRow } from './audit-row.ts';
export { auditOf } from './audit-of.ts';
export { writeAudit } from './write-audit.ts';
export { verify } from './verify.ts';
export type { Verification } from './verify.ts';
