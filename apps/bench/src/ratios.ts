import type { Row } from './row.ts';

export const OURS = 'twelvefold';

/** Adds to every row how much more or less it is than Twelvefold's of the same scenario, metric and size. */
export function withRatios(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => {
    const { ratio: _, isInSpread: __, ...bare } = row;
    const ours = rows.find((other) => other.system === OURS && isSameQuestion(other, row));
    if (row.system === OURS || row.value === null || !ours?.value) return bare;
    return { ...bare, ratio: row.value / ours.value, ...(overlaps(row, ours) && { isInSpread: true }) };
  });
}

/** Whether this row shows Twelvefold to be worse than its system, by more than what runs differ by anyway. */
export function beatsOurs({ system, ratio, better, isInSpread }: Row): boolean {
  if (ratio === undefined || isInSpread || isOurs(system)) return false;
  return better === 'less' ? ratio < 1 - NOISE : ratio > 1 + NOISE;
}

/** Closer than this is a draw. */
const NOISE = 0.05;

/** Nobody's product but the least that the work can cost, such as `JSON.parse`: being slower than that is no loss. */
export function isFloor({ system, version }: Pick<Row, 'system' | 'version'>): boolean {
  return !isOurs(system) && version === '';
}

export function isDraw({ system, ratio }: Row): boolean {
  return ratio !== undefined && !isOurs(system) && Math.abs(ratio - 1) <= NOISE;
}

/** Of a single run nobody knows the spread. */
function overlaps({ spread: a }: Row, { spread: b }: Row): boolean {
  return a !== undefined && b !== undefined && a.runs > 1 && b.runs > 1 && a.min <= b.max && b.min <= a.max;
}

function isSameQuestion(a: Row, b: Row): boolean {
  return a.scenario === b.scenario && a.metric === b.metric && a.n === b.n;
}

/** Twelvefold, or another way to use it: `twelvefold, keeping a checkpoint`. */
function isOurs(system: string): boolean {
  return system === OURS || system.startsWith(`${OURS} `) || system.startsWith(`${OURS},`);
}
