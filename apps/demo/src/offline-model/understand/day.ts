import * as chrono from 'chrono-node/en';
import { partsOf, toDay, unitAround, type Day, type DayRange } from './calendar.ts';

/** A day in a text, with the place where it is said. */
export interface DayMention {
  readonly range: DayRange;
  readonly start: number;
  readonly end: number;
}

const END_OF = /\b(?:the )?end of (?:the |this )?(next )?(week|month|quarter|year)\b/i;
const THE_NTH = /\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! (?:of|floor|time))/i;
const WHOLE = /\b(this|next|last|past|previous) (week|month|quarter|year)\b/i;
const OF_YEAR = /^ of (\d{4})\b/i;
const SHIFT: Readonly<Record<string, number>> = { this: 0, next: 1 };

/**
 * The first day or stretch of days that a text names: `next friday`, `in 2 weeks`, `the 15th`, `december`. A day of the
 * year without a year lies ahead, or behind with `past`.
 */
export function readDay(
  text: string,
  today: Day,
  { past = false }: { readonly past?: boolean } = {},
): DayMention | undefined {
  const own = readEndOf(text, today) ?? readWhole(text, today) ?? readNth(text, today);
  const [found] = chrono.parse(text, noonOf(today), { forwardDate: !past });
  if (!found || (own && own.start <= found.index)) return own;
  const end = found.index + found.text.length;
  const ofYear = OF_YEAR.exec(text.slice(end));
  if (ofYear) {
    const range = unitAround(toDay(Number(ofYear[1]), found.start.get('month') ?? 1, 1), 'month');
    return { range, start: found.index, end: end + ofYear[0].length };
  }
  const range = { from: rangeOf(found.start, today, past).from, to: rangeOf(found.end ?? found.start, today, past).to };
  return { range, start: found.index, end };
}

/** A month named alone is the whole month, a year the whole year. */
function rangeOf(said: chrono.ParsedResult['start'], today: Day, past: boolean): DayRange {
  const dayOfMonth = said.get('day') ?? 1;
  const month = said.get('month') ?? 1;
  const year = yearOf(said, today, past);
  if (said.isCertain('day') || said.isCertain('weekday') || !(said.isCertain('month') || said.isCertain('year'))) {
    const day = toDay(year, month, dayOfMonth);
    return { from: day, to: day };
  }
  return unitAround(toDay(year, month, 1), said.isCertain('month') ? 'month' : 'year');
}

function yearOf(said: chrono.ParsedResult['start'], today: Day, past: boolean): number {
  const year = said.get('year') ?? partsOf(today).year;
  const isAhead = toDay(year, said.get('month') ?? 1, said.isCertain('day') ? (said.get('day') ?? 1) : 1) > today;
  return past && isAhead && !said.isCertain('year') && said.isCertain('month') ? year - 1 : year;
}

function readEndOf(text: string, today: Day): DayMention | undefined {
  const match = END_OF.exec(text);
  if (!match) return undefined;
  const { to } = unitAround(today, unitOf(match[2]), { shift: match[1] ? 1 : 0 });
  return { range: { from: to, to }, start: match.index, end: match.index + match[0].length };
}

function readWhole(text: string, today: Day): DayMention | undefined {
  const match = WHOLE.exec(text);
  if (!match) return undefined;
  const range = unitAround(today, unitOf(match[2]), { shift: SHIFT[match[1]?.toLowerCase() ?? ''] ?? -1 });
  return { range, start: match.index, end: match.index + match[0].length };
}

function readNth(text: string, today: Day): DayMention | undefined {
  const match = THE_NTH.exec(text);
  if (!match) return undefined;
  const { year, month, dayOfMonth } = partsOf(today);
  const nth = Number(match[1]);
  const day = toDay(year, nth < dayOfMonth ? month + 1 : month, nth);
  return nth < 1 || nth > 28
    ? undefined
    : { range: { from: day, to: day }, start: match.index, end: match.index + match[0].length };
}

function unitOf(word = ''): 'week' | 'month' | 'quarter' | 'year' {
  const unit = word.toLowerCase();
  return unit === 'week' || unit === 'month' || unit === 'quarter' ? unit : 'year';
}

function noonOf(day: Day): Date {
  const { year, month, dayOfMonth } = partsOf(day);
  return new Date(year, month - 1, dayOfMonth, 12);
}
