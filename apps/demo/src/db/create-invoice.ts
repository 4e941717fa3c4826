import { checkedCents, checkedCount, checkedDay, checkedLine, checkedOptionalLine, refused } from './checks.ts';
import { getCustomer } from './customers.ts';
import type { Database } from './database.ts';
import { DeskError } from './desk-error.ts';
import { deskToday } from './desk-today.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';
import { getInvoice, invoiceRow } from './invoices.ts';
import { once } from './once.ts';
import { integer, text } from './row.ts';
import { MAX_CENTS } from './schema.ts';
import type { Reader, Writer } from './sqlite.ts';

/** What a new invoice is made of. */
export interface NewInvoice {
  readonly customerId: number;
  readonly lines: readonly InvoiceLine[];
  /** ISO day; today when absent. */
  readonly issuedOn?: string;
  readonly dueOn: string;
  readonly memo?: string;
  /** A draft waits for `issueInvoice`. Default: issued at once. */
  readonly draft?: boolean;
  /** The same for every try of one invoice. */
  readonly idempotencyKey?: string;
}

const MAX_LINES = 50;
const MAX_QUANTITY = 10_000;

/** @throws DeskError `customer_not_found`, `invalid_input`, `idempotency_conflict`. */
export function createInvoice(database: Database, input: NewInvoice): Promise<Invoice> {
  return database.write((writer) => getInvoice(writer, insertInvoice(writer, input)));
}

/** `createInvoice` inside a transaction that is already open; gives the number. */
export function insertInvoice(writer: Writer, input: NewInvoice): string {
  const customerId = getCustomer(writer, input.customerId).id;
  const issuedOn = checkedDay('issuedOn', input.issuedOn ?? deskToday(writer));
  const dueOn = checkedDay('dueOn', input.dueOn);
  if (dueOn < issuedOn) throw refused('dueOn', `must not be before the issue day, ${issuedOn}`);
  const lines = checkedLines(input.lines);
  const memo = checkedOptionalLine('memo', input.memo);
  const isDraft = input.draft === true ? 1 : 0;
  const request = { customerId, issuedOn, dueOn, lines, memo, isDraft };
  const id = once(writer, { key: input.idempotencyKey, operation: 'create_invoice', request }, () => {
    const made = writer.run(
      'INSERT INTO invoices (number, customer_id, is_draft, issued_on, due_on, memo) VALUES (?, ?, ?, ?, ?, ?)',
      [nextNumber(writer), customerId, isDraft, issuedOn, dueOn, memo],
    );
    const insertLine = 'INSERT INTO invoice_lines (invoice_id, description, quantity, unit_cents) VALUES (?, ?, ?, ?)';
    for (const line of lines) writer.run(insertLine, [made, line.description, line.quantity, line.unitCents]);
    return made;
  });
  return text(writer.get('SELECT number FROM invoices WHERE id = ?', [id]) ?? {}, 'number');
}

/** Turns a draft into an open invoice. @throws DeskError `invoice_not_found`, `invoice_not_draft`. */
export function issueInvoice(database: Database, invoiceNumber: string): Promise<Invoice> {
  return database.write((writer) => {
    const row = invoiceRow(writer, invoiceNumber);
    if (text(row, 'status') !== 'draft') {
      const message = `Invoice ${text(row, 'number')} was issued already: there is nothing left to issue.`;
      throw new DeskError('invoice_not_draft', message, { field: 'invoiceNumber' });
    }
    writer.run('UPDATE invoices SET is_draft = 0 WHERE id = ?', [integer(row, 'id')]);
    return getInvoice(writer, invoiceNumber);
  });
}

function checkedLines(lines: readonly InvoiceLine[]): readonly InvoiceLine[] {
  if (lines.length === 0 || lines.length > MAX_LINES)
    throw refused('lines', `must be from 1 to ${MAX_LINES} lines, not ${lines.length}`);
  const checked = lines.map(({ description, quantity, unitCents }, index) => ({
    description: checkedLine(`lines.${index}.description`, description),
    quantity: checkedCount(`lines.${index}.quantity`, quantity, MAX_QUANTITY),
    unitCents: checkedCents(`lines.${index}.unitCents`, unitCents),
  }));
  const total = checked.reduce((sum, line) => sum + line.quantity * line.unitCents, 0);
  if (total > MAX_CENTS) throw refused('lines', `must come to at most ${MAX_CENTS} cents together, not ${total}`);
  return checked;
}

function nextNumber(reader: Reader): string {
  const newest = reader.get('SELECT max(CAST(substr(number, 5) AS INTEGER)) AS newest FROM invoices');
  return `INV-${typeof newest?.['newest'] === 'number' ? newest['newest'] + 1 : 1001}`;
}
