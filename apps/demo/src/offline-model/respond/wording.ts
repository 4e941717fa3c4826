import type { InvoiceFacts } from './results.ts';

const MAX_LISTED = 12;
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$1,250.00` */
export function money(amount: number): string {
  return dollars.format(amount);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** `1 invoice`, `2 invoices`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** One invoice a line; a long list says how many it leaves out. */
export function invoiceLines(invoices: readonly InvoiceFacts[]): string {
  const lines = invoices.slice(0, MAX_LISTED).map((invoice) => `- ${invoiceLine(invoice)}`);
  const rest = invoices.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

/** `INV-1042, Maria Santos, $500.00, overdue, due 2026-11-01` */
export function invoiceLine({ number, customer, total, status, dueOn }: InvoiceFacts): string {
  const parts = [number, customer, total === undefined ? undefined : money(total), status, dueOn && `due ${dueOn}`];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

/** With a capital and a full stop, as a sentence; a link at the end keeps its own end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$|https?:\S+$/.test(capital) ? capital : `${capital}.`;
}
