import { formatTime } from './format-time.ts';

const day = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const second = new Intl.DateTimeFormat('en-US', { timeStyle: 'medium' });

/** A moment as short as it can be told apart: `4:03 PM` today, `Nov 21` before that. */
export function formatWhen(atMs: number, nowMs: number = Date.now()): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return isToday ? formatTime(atMs) : day.format(atMs);
}

/** A moment to the second, for logs: `4:03:12 PM`. */
export function formatSecond(atMs: number): string {
  return second.format(atMs);
}
