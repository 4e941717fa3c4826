const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time span in two units at most: `12 ms`, `1.2 s`, `3 min 4 s`, `2 h 5 min`, `3 d 4 h`. */
export function durationText(ms: number): string {
  if (ms < 0) return `−${durationText(-ms)}`;
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 9.95 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE - SECOND / 2) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR - SECOND / 2) return inTwo(Math.round(ms / SECOND), 60, 'min', 's');
  if (ms < DAY - MINUTE / 2) return inTwo(Math.round(ms / MINUTE), 60, 'h', 'min');
  return inTwo(Math.round(ms / HOUR), 24, 'd', 'h');
}

function inTwo(count: number, per: number, large: string, small: string): string {
  const rest = count % per;
  return `${Math.floor(count / per)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}

const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** The time of day here, to the millisecond. */
export function clockText(atMs: number): string {
  return isTime(atMs) ? CLOCK.format(atMs) : '';
}

/** Day and time, as the person's language has it. */
export function dateText(atMs: number): string {
  return isTime(atMs) ? FULL.format(atMs) : '';
}

/** A log from elsewhere may hold numbers that no calendar has. */
function isTime(atMs: number): boolean {
  return Number.isFinite(new Date(atMs).getTime());
}
