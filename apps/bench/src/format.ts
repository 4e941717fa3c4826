import type { Row } from './row.ts';

/** A number with the digits that mean something: `1,234`, `12.3`, `0.0123`. */
export function formatNumber(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** `12.3 ms (11.9–13)`, or a dash where there is no value. */
export function formatValue({ value, unit, spread }: Pick<Row, 'value' | 'unit' | 'spread'>): string {
  if (value === null) return '–';
  const said = `${formatNumber(value)}${unitOf(unit)}`;
  if (!spread || spread.runs < 2 || spread.min === spread.max) return said;
  return `${said} (${formatNumber(spread.min)}–${formatNumber(spread.max)})`;
}

/** `3.2 ×` */
export function formatRatio(ratio: number): string {
  return `${formatNumber(ratio)} ×`;
}

function unitOf(unit: Row['unit']): string {
  switch (unit) {
    case 'count':
      return '';
    case 'ratio':
      return ' ×';
    case 'per s':
      return '/s';
    case '%':
      return ' %';
    default:
      return ` ${unit}`;
  }
}
