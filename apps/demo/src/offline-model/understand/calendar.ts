/** A calendar day, `2026-11-22`; days compare as text. */
export type Day = string;

/** From the first day to the last one, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** The day of a year, a month from 1 and a day of the month; what runs over moves on, so month 13 is next January. */
export function toDay(year: number, month: number, dayOfMonth: number): Day {
  return new Date(Date.UTC(year, month - 1, dayOfMonth)).toISOString().slice(0, 10);
}

/** The local day at a moment. */
export function dayAt(atMs: number): Day {
  const date = new Date(atMs);
  return toDay(date.getFullYear(), date.getMonth() + 1, date.getDate());
}

export function addDays(day: Day, days: number): Day {
  const { year, month, dayOfMonth } = partsOf(day);
  return toDay(year, month, dayOfMonth + days);
}

export function partsOf(day: Day): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return { year, month, dayOfMonth };
}

/** Monday is 1, Sunday is 7. */
function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** So many whole weeks, months, quarters or years, from the one that holds `day` shifted by `shift`. */
export function unitAround(
  day: Day,
  unit: 'week' | 'month' | 'quarter' | 'year',
  { shift = 0, count = 1 }: { readonly shift?: number; readonly count?: number } = {},
): DayRange {
  const { year, month } = partsOf(day);
  if (unit === 'week') {
    const monday = addDays(day, 1 - weekdayOf(day) + 7 * shift);
    return { from: monday, to: addDays(monday, 7 * count - 1) };
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const first = month - ((month - 1) % months) + shift * months;
  return { from: toDay(year, first, 1), to: toDay(year, first + count * months, 0) };
}
