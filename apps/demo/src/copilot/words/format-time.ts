const time = new Intl.DateTimeFormat('en-US', { timeStyle: 'short' });

/** A moment as the person's clock shows it: `4:03 PM`. */
export function formatTime(atMs: number): string {
  return time.format(atMs);
}
