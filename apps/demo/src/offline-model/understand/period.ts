import { addDays, partsOf, toDay, unitAround, type Day, type DayRange } from './calendar.ts';
import { readDay } from './day.ts';

/** A stretch of days that lies behind, or goes on, in a text. */
export interface Period extends DayRange {
  /** As it was said: `last month`. */
  readonly label: string;
}

const LAST_UNITS =
  /\b(?:last|past|previous|preceding) (\d+|two|three|four|five|six|twelve) (day|week|month|quarter|year)s?\b/i;
const QUARTER = /\b(?:q([1-4])|(first|second|third|fourth) quarter)(?:,? (?:of )?(?:(\d{4})|(last|this) year))?/i;
const RELATIVE_QUARTER = /\b(this|current|last|previous|past) (quarter)\b/i;
const YEAR = /\b(?:in|for|of|during|year|over) (20\d\d)\b|^(20\d\d)$/i;
const TO_DATE =
  /\b(?:(year|month|quarter|week)[ -]to[ -]date|(ytd|mtd)|so far this (year|month|quarter|week)|(?:this|the) (year|month|quarter|week) so far)\b/i;
const SINCE = /\bsince\b/i;
const BETWEEN = /\b(?:between|from)\s+(.+?)\s+(?:and|to|till|until|through|-|–)\s+(.+)/i;
const BEFORE_LAST = /\bthe (week|month|quarter|year) before last\b/i;
const BEFORE_THAT = /\bthe (?:previous )?(week|month|quarter|year) before(?! last\b)(?: that)?\b/i;
const WORD_NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six'];
const ORDINALS = ['first', 'second', 'third', 'fourth'];

/** The period that a text names, as in `last month`, `Q3`, `since September`, `from 1 March to 15 March`. */
export function readPeriod(text: string, today: Day): Period | undefined {
  if (BEFORE_THAT.test(text)) return undefined;
  return (
    readBetween(text, today) ??
    readBeforeLast(text, today) ??
    readToDate(text, today) ??
    readLastUnits(text, today) ??
    readQuarter(text, today) ??
    readOneDay(text, today) ??
    readYear(text)
  );
}

/** The period in `and the month before?`, counted back from the one that was spoken of. */
export function readPeriodBefore(text: string, { from }: DayRange): Period | undefined {
  const match = BEFORE_THAT.exec(text);
  return match
    ? { ...unitAround(from, toUnit(match[1]?.toLowerCase() ?? ''), { shift: -1 }), label: match[0] }
    : undefined;
}

function readBeforeLast(text: string, today: Day): Period | undefined {
  const match = BEFORE_LAST.exec(text);
  return match
    ? { ...unitAround(today, toUnit(match[1]?.toLowerCase() ?? ''), { shift: -2 }), label: match[0] }
    : undefined;
}

function readBetween(text: string, today: Day): Period | undefined {
  const match = BETWEEN.exec(text);
  const first = match && readDay(match[1] ?? '', today, { past: true });
  const last = match && readDay(match[2] ?? '', today, { past: true });
  if (!match || !first || !last || first.start > 4 || last.start > 4) return undefined;
  // "from november to january" began in the year before.
  const { year, month, dayOfMonth } = partsOf(first.range.from);
  const from = first.range.from > last.range.to ? toDay(year - 1, month, dayOfMonth) : first.range.from;
  const label = match[0].slice(0, match[0].length - (match[2] ?? '').length + last.end);
  return { from, to: last.range.to, label };
}

function readToDate(text: string, today: Day): Period | undefined {
  const match = TO_DATE.exec(text);
  if (!match) return undefined;
  const short = match[2]?.toLowerCase();
  const unit =
    short === 'ytd' ? 'year' : short === 'mtd' ? 'month' : (match[1] ?? match[3] ?? match[4] ?? 'year').toLowerCase();
  return { from: unitAround(today, toUnit(unit)).from, to: today, label: match[0] };
}

function readLastUnits(text: string, today: Day): Period | undefined {
  const match = LAST_UNITS.exec(text);
  if (!match) return undefined;
  const said = match[1]?.toLowerCase() ?? '';
  const count = said === 'twelve' ? 12 : /\d/.test(said) ? Number(said) : WORD_NUMBERS.indexOf(said);
  if (count < 1) return undefined;
  const unit = match[2]?.toLowerCase() ?? '';
  if (unit === 'day') return { from: addDays(today, 1 - count), to: today, label: match[0] };
  return { ...unitAround(today, toUnit(unit), { shift: -count, count }), label: match[0] };
}

function readQuarter(text: string, today: Day): Period | undefined {
  const relative = RELATIVE_QUARTER.exec(text);
  if (relative) {
    const shift = /this|current/i.test(relative[1] ?? '') ? 0 : -1;
    return { ...unitAround(today, 'quarter', { shift }), label: relative[0] };
  }
  const match = QUARTER.exec(text);
  if (!match) return undefined;
  const quarter = match[1] ? Number(match[1]) : ORDINALS.indexOf(match[2]?.toLowerCase() ?? '') + 1;
  const { year } = partsOf(today);
  const first = toDay(year, quarter * 3 - 2, 1);
  const said = match[3] ? Number(match[3]) : /last/i.test(match[4] ?? '') ? year - 1 : undefined;
  const ofYear = said ?? (first > today ? year - 1 : year);
  return { ...unitAround(toDay(ofYear, quarter * 3 - 2, 1), 'quarter'), label: match[0].trim() };
}

function readYear(text: string): Period | undefined {
  const match = YEAR.exec(text);
  const year = match?.[1] ?? match?.[2];
  return year ? { from: `${year}-01-01`, to: `${year}-12-31`, label: year } : undefined;
}

function readOneDay(text: string, today: Day): Period | undefined {
  const found = readDay(text, today, { past: true });
  if (!found) return undefined;
  const label = text.slice(found.start, found.end);
  if (SINCE.test(text.slice(0, found.start))) return { from: found.range.from, to: today, label: `since ${label}` };
  return { ...found.range, label };
}

function toUnit(unit: string): 'week' | 'month' | 'quarter' | 'year' {
  return unit === 'week' || unit === 'month' || unit === 'quarter' ? unit : 'year';
}
