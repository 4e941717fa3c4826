import { addDays, type Day } from './calendar.ts';
import { isWithin, type Clause, type Span } from './clause.ts';
import { readDay } from './day.ts';
import type { InvoiceFilter } from './intention.ts';

/** Bounds of a list of invoices in a clause, with the sums and days that the bounds were read from. */
export interface FilterMention {
  readonly filter: InvoiceFilter;
  readonly read: readonly Span[];
}

const ABOVE =
  /(?:\b(?:over|above|more than|greater than|bigger than|larger than|higher than|at least|exceeding|from|minimum(?: of)?|min)|>=?)\s*$/i;
const BELOW =
  /(?:\b(?:under|below|less than|lower than|smaller than|at most|up to|maximum(?: of)?|max|no more than)|<=?)\s*$/i;
const BETWEEN = /\b(?:between|from)\s*$/i;
const AND = /^\s*(?:and|to|-|–)\s*$/i;
const EXACT = /\b(?:for|of|worth|at)\s*$/i;
const AFTERWARDS = /^\s*(?:or more|and up|and above|\+|plus)/i;
const LATE =
  /\b(?:(?:more than|over|at least|by|for)\s+)?(\d{1,3})\s*\+?\s*days?\s*(?:or more )?(?:late|overdue|past due|old)\b|\b(?:late|overdue|past due) (?:by |for |since )?(?:more than |over |at least )?(\d{1,3}) days?\b/i;
const DUE =
  /\b(?:due|payable|falls? due|expir\w+)\b\s*(before|by|until|on or before|after|since|from|on|in|within)?\s*/i;

/** `over $500`, `between $200 and $900`, `due before Friday`, `more than 30 days late`. */
export function readFilters(clause: Clause): FilterMention {
  const sums = readSums(clause);
  const days = readDays(clause);
  return { filter: { ...sums.filter, ...days.filter }, read: [...sums.read, ...days.read] };
}

function readSums(clause: Clause): FilterMention {
  const late = LATE.exec(clause.plain);
  const counts = late ? [{ start: late.index, end: late.index + late[0].length }] : [];
  const sums = clause.money.filter((sum) => !isWithin(sum, counts));
  const [first, second] = sums;
  if (!first) return { filter: {}, read: [] };
  const before = clause.plain.slice(0, first.start);
  const after = clause.plain.slice(first.end);
  if (second && BETWEEN.test(before) && AND.test(clause.plain.slice(first.end, second.start))) {
    return { filter: { minAmount: first.amount, maxAmount: second.amount }, read: [first, second] };
  }
  if (ABOVE.test(before) || AFTERWARDS.test(after)) return { filter: { minAmount: first.amount }, read: [first] };
  if (BELOW.test(before)) return { filter: { maxAmount: first.amount }, read: [first] };
  if (EXACT.test(before) && first.isMarked)
    return { filter: { minAmount: first.amount, maxAmount: first.amount }, read: [first] };
  return { filter: {}, read: [] };
}

function readDays({ plain, today }: Clause): FilterMention {
  const late = LATE.exec(plain);
  if (late) {
    const dueBefore = addDays(today, -Number(late[1] ?? late[2]));
    return { filter: { dueBefore }, read: [{ start: late.index, end: late.index + late[0].length }] };
  }
  const due = DUE.exec(plain);
  const from = due ? due.index + due[0].length : 0;
  const said = due && readDay(plain.slice(from), today);
  if (!due || !said || plain.slice(from, from + said.start).trim().length > 3) return { filter: {}, read: [] };
  const read = [{ start: due.index, end: from + said.end }];
  return { filter: boundsOf(due[1]?.toLowerCase() ?? 'on', said.range), read };
}

function boundsOf(word: string, { from, to }: { readonly from: Day; readonly to: Day }): InvoiceFilter {
  if (word === 'before') return { dueBefore: from };
  if (/^(?:by|until|on or before|within)$/.test(word)) return { dueBefore: addDays(to, 1) };
  if (word === 'after') return { dueFrom: addDays(to, 1) };
  if (/^(?:since|from)$/.test(word)) return { dueFrom: from };
  return { dueFrom: from, dueBefore: addDays(to, 1) };
}
