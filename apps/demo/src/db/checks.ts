import { DeskError } from './desk-error.ts';
import { MAX_CENTS, MAX_LINE_LENGTH, MAX_TEXT_LENGTH } from './schema.ts';

/** Text without blanks around it. @throws DeskError `invalid_input` when it is empty, or longer than one line may be. */
export function checkedLine(field: string, value: string): string {
  return checkedText(field, value, MAX_LINE_LENGTH);
}

/** A text of several lines. @throws DeskError `invalid_input` when it is empty or too long. */
export function checkedProse(field: string, value: string): string {
  return checkedText(field, value, MAX_TEXT_LENGTH);
}

/** A line that may be left out: then it is empty. @throws DeskError `invalid_input` when it is too long. */
export function checkedOptionalLine(field: string, value: string | undefined): string {
  return value === undefined || value.trim() === '' ? '' : checkedLine(field, value);
}

/** @throws DeskError `invalid_input` unless the amount is whole cents, above 0 and no more than the desk handles. */
export function checkedCents(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0 && value <= MAX_CENTS) return value;
  throw refused(field, `must be a whole number of cents from 1 to ${MAX_CENTS}, not ${String(value)}`);
}

/** @throws DeskError `invalid_input` unless the number is whole and from 1 to `max`. */
export function checkedCount(field: string, value: number, max: number): number {
  if (Number.isSafeInteger(value) && value > 0 && value <= max) return value;
  throw refused(field, `must be a whole number from 1 to ${max}, not ${String(value)}`);
}

/** @throws DeskError `invalid_input` unless the text is a day that exists, as `2026-11-20`. */
export function checkedDay(field: string, value: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  // February 30 is not refused by Date but moved to March, so what comes back is compared.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return value;
  throw refused(field, `must be a day that exists, written as 2026-11-20, not "${value}"`);
}

/** @throws DeskError `invalid_input` unless the text looks like one e-mail address. */
export function checkedEmail(field: string, value: string): string {
  const email = checkedLine(field, value);
  if (/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email)) return email;
  throw refused(field, `must be an e-mail address such as jo@example.com, not "${email}"`);
}

/** An `invalid_input` whose sentence starts with the field's name. */
export function refused(field: string, rule: string): DeskError {
  return new DeskError('invalid_input', `${field} ${rule}.`, { field });
}

function checkedText(field: string, value: string, maxLength: number): string {
  const text = value.trim();
  if (text === '') throw refused(field, 'must not be empty');
  if (text.length > maxLength) throw refused(field, `must have at most ${maxLength} characters, not ${text.length}`);
  return text;
}
