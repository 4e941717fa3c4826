/** A number stays with its unit. */
const SPACE = '\u00a0';
const numbers = new Intl.NumberFormat('en-US');

/** `1,234` */
export function countText(count: number): string {
  return numbers.format(count);
}

/** `312 B`, `4.5 kB`, `1.2 MB`: decimal units. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1_000) return `${sizeBytes}${SPACE}B`;
  const [size, unit] = sizeBytes < 999_950 ? [sizeBytes / 1_000, 'kB'] : [sizeBytes / 1_000_000, 'MB'];
  return `${size.toFixed(1)}${SPACE}${unit}`;
}

/** Whole percent, and 100 % only for all of it. */
export function percentText(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((part / whole) * 100)}${SPACE}%`;
}
