import type { Json } from '@twelvefold/core';
import { labels } from '../../labels.ts';
import { fieldsOf } from './plain-words.ts';
import { toMoney } from './field-value.ts';
import { visibleText } from './visible-text.ts';

/** What came of a call that succeeded, in a few words; nothing where only the output itself can say. */
export function outcomeWords(tool: string, output: Json | undefined): string | undefined {
  const { done } = labels.copilot;
  const fields = fieldsOf(output);
  const text = (name: string): string => fieldText(fields[name]);
  const money = (name: string): string => toMoney(fields[name]) ?? '';
  // Said by a person, where the tool's own result was lost.
  if (fields['happened'] === true) return visibleText(text('note')) || labels.copilot.doubt.marked;
  switch (tool) {
    case 'find_customer': {
      const { matches } = fields;
      return done.find_customer(Array.isArray(matches) ? matches.length : 0);
    }
    case 'list_invoices':
      return done.list_invoices(Number(fields['count'] ?? 0), money('total'));
    case 'get_invoice':
      return done.get_invoice(text('status'), money('total'));
    case 'revenue_summary':
      return done.revenue_summary(money('net'));
    case 'create_payment_link':
      return done.create_payment_link;
    case 'refund_invoice':
      return done.refund_invoice(money('amount'), text('number'));
    case 'send_email':
      return done.send_email(text('to'));
    case 'create_invoice':
      return done.create_invoice(text('number'), money('total'));
    default:
      return undefined;
  }
}

function fieldText(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
