import { text } from './row.ts';
import type { Reader } from './sqlite.ts';

/** The day it is at the desk, as an ISO day. It comes from the seed, so that what is overdue today is overdue tomorrow. */
export function deskToday(reader: Reader): string {
  const row = reader.get('SELECT today FROM desk');
  if (!row) throw new TypeError('The database was opened without a seed.');
  return text(row, 'today');
}

/** The day so many days after a day; before it when negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
