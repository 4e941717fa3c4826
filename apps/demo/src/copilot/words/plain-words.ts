import type { Json } from '@twelvefold/core';
import type { Reader } from '../../db/sqlite.ts';
import { labels } from '../../labels.ts';
import { formatCents } from '../../money.ts';
import { fieldLabel, toolLabel } from './field-label.ts';
import { fieldValue } from './field-value.ts';

type Fields = Readonly<Record<string, Json>>;

/** What a call will do, in a sentence: `Create a payment link for $750.00 to Jeff Malone (Harbor Labs)`. */
export function plainWords(tool: string, input: Json | undefined, reader: Reader): string {
  const { plain } = labels.copilot;
  const fields = fieldsOf(input);
  const say = (name: string): string => fieldValue(name, fields[name], reader);
  switch (tool) {
    case 'find_customer':
      return plain.find_customer(say('name'));
    case 'list_invoices':
      return plain.list_invoices(
        Object.keys(fields)
          .map((name) => `${fieldLabel(name).toLowerCase()} ${say(name)}`)
          .join(', '),
      );
    case 'get_invoice':
      return plain.get_invoice(say('number'));
    case 'revenue_summary':
      return plain.revenue_summary(say('from'), say('to'));
    case 'create_payment_link':
      return plain.create_payment_link(say('amount'), say('customerId'));
    case 'refund_invoice':
      return plain.refund_invoice(say('amount'), say('number'));
    case 'send_email':
      return plain.send_email(say('customerId'), say('subject'));
    case 'create_invoice':
      return plain.create_invoice(sumOf(fields['lines']), say('customerId'));
    default:
      return plain.other(toolLabel(tool).toLowerCase());
  }
}

function sumOf(lines: Json | undefined): string {
  const all = Array.isArray(lines) ? (lines as readonly Json[]) : [];
  const amounts = all.map((line) => fieldsOf(line)['amount']);
  const dollars = amounts.reduce<number>((sum, amount) => sum + (typeof amount === 'number' ? amount : 0), 0);
  return formatCents(Math.round(dollars * 100));
}

/** The properties of an object; none for anything else. */
export function fieldsOf(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
