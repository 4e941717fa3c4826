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
 * person wrote runs in whoever's hands the file comes into; and so does what would become a cell where a spreadsheet takes a
 * semicolon or a tab for the separator. JSON has its semicolons as `\u003b`, and is the same JSON. [R135]
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
  // Outside of strings JSON has no semicolon.
  return defused(
    typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value).toWellFormed().replaceAll(';', '\\u003b'),
  );
}

/** A cell may begin here, and what it begins with. Ends in a choice, so that it takes each character once. */
const BEGINNING = /(^|[;\t\r\n])(["';\s\p{Cc}\p{Cf}]*)([=+\-@\uFF1D\uFF0B\uFF0D\uFF20]?)/gu;

/**
 * Spreadsheets take what begins with these signs for a formula, some of them behind white space, what nobody sees, or
 * quotes, and in full width. Where they separate by semicolons or tabs, quotes in the middle of a line keep nothing together.
 */
function defused(text: string): string {
  const inert = text.replace(BEGINNING, (all, before: string, between: string, sign: string) => {
    if (sign === '') return all;
    return before === '' && !/[;\t\r\n]/.test(between) ? `'${all}` : `${before}${between}'${sign}`;
  });
  return /^[\t\r\n]/.test(inert) ? `'${inert}` : inert;
}

function quoted(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
