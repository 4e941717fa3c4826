import { auditOf } from './audit-of.ts';
import { AUDIT_COLUMNS } from './audit-row.ts';
import type { Event } from './event.ts';
import type { Json } from './json.ts';

/**
 * The audit of a thread as text: JSON Lines, one row a line, or CSV by RFC 4180 with a header line. Values that are JSON
 * (inputs, outputs, approvers) are JSON in both; write it as UTF-8. For a spreadsheet that guesses encodings, put U+FEFF in
 * front.
 *
 * In CSV a cell that a spreadsheet would take for a formula begins with `'`, so that nothing that a model, a tool or a
 * person wrote runs in whoever's hands the file comes into. [R135]
 */
export function writeAudit(events: readonly Event[], format: 'jsonl' | 'csv'): string {
  const rows = auditOf(events);
  if (format === 'jsonl')
    return rows
      .map((row) => `${JSON.stringify(Object.fromEntries(AUDIT_COLUMNS.map((name) => [name, row[name]])))}\n`)
      .join('');
  const lines = rows.map((row) => AUDIT_COLUMNS.map((name) => cell(row[name])));
  return [AUDIT_COLUMNS, ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function cell(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return defused((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed());
}

/** Spreadsheets take what begins like this for a formula, some of them behind white space and in full width, too. */
function defused(text: string): string {
  return /^(?:[\t\r\n]|[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
