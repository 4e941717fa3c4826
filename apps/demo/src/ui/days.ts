const long = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' });
const short = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' });

/** An ISO day as `Nov 20, 2026`. */
export function formatDay(day: string): string {
  return short.format(Date.parse(day));
}

/** An ISO day as `Friday, November 20, 2026`. */
export function formatLongDay(day: string): string {
  return long.format(Date.parse(day));
}

/** The name of an ISO day's month: `November`. */
export function formatMonth(day: string): string {
  return month.format(Date.parse(day));
}
