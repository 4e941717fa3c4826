import type { Json } from '@twelvefold/core';
import { getCustomer } from '../../db/customers.ts';
import type { Reader } from '../../db/sqlite.ts';
import { labels } from '../../labels.ts';
import { formatCents } from '../../money.ts';
import { formatDay } from '../../ui/days.ts';
import { visibleText } from './visible-text.ts';

/** How values of a field are written, by the field's name. */
const formats: Readonly<Record<string, (value: Json, reader: Reader) => string | undefined>> = {
  amount: toMoney,
  minAmount: toMoney,
  maxAmount: toMoney,
  customerId: (value, reader) =>
    typeof value === 'number'
      ? (customerName(reader, value) ?? labels.copilot.plain.unknownCustomer(value))
      : undefined,
  due: toDay,
  dueBefore: toDay,
  from: toDay,
  to: toDay,
};

/** A value as people read it: money as money, a customer's id as who it is. Also while it is still being written. */
export function fieldValue(name: string, value: Json | undefined, reader: Reader): string {
  if (value === undefined) return '';
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  return visibleText(format?.(value, reader) ?? plain(value));
}

/** `$750.00` */
export function toMoney(value: Json | undefined): string | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? formatCents(Math.round(value * 100)) : undefined;
}

/** `Jeff Malone (Harbor Labs)`, or nothing for an id that nobody has. */
function customerName(reader: Reader, id: number): string | undefined {
  try {
    const { name, company } = getCustomer(reader, id);
    return `${name} (${company})`;
  } catch {
    return undefined;
  }
}

function toDay(value: Json): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? formatDay(value)
    : undefined;
}

function plain(value: Json): string {
  if (typeof value === 'boolean') return value ? labels.copilot.form.yes : labels.copilot.form.no;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
