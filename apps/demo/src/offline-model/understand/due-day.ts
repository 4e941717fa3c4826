import { addDays, type Day } from './calendar.ts';
import type { Span } from './clause.ts';
import { readDay } from './day.ts';

/** The day by which something is due, with the place where it is said; `day` is missing when it cannot be read. */
export interface DueDay extends Span {
  readonly day?: Day;
}

const DUE =
  /[,;(]?\s*\b(?:(?:and )?(?:is |it's |make it )?(?:due|payable)(?: (?:date|on|by|before|at|to be paid))*:?|to be paid(?: by| on)?|pay(?:able)? by|net(?= ?\d))\s*/i;
const NET = /^(?:in |within )?(\d{1,3})(?: days)?\b/i;

/** `due next friday`, `payable by Dec 1`, `net 30`. */
export function readDueDay(text: string, today: Day): DueDay | undefined {
  const match = DUE.exec(text);
  if (!match) return undefined;
  const from = match.index + match[0].length;
  const rest = text.slice(from);
  const net = /net\s*$/i.test(match[0]) || /^(?:in|within) \d+ days/i.test(rest) ? NET.exec(rest) : null;
  if (net) return { day: addDays(today, Number(net[1])), start: match.index, end: from + net[0].length };
  const found = readDay(rest, today);
  if (!found || !/^\s*(?:on|by|the|in|at|before)?\s*$/i.test(rest.slice(0, found.start)))
    return { start: match.index, end: text.length };
  return { day: found.range.to, start: match.index, end: from + found.end };
}
