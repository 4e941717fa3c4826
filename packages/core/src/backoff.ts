const BASE_MS = 1_000;
const MAX_MS = 60_000;

/**
 * How long to wait after the n-th failure in a row (1 for the first), in milliseconds: doubling from one second to one
 * minute, the upper half spread by `seed` so that many threads do not return at once. No randomness: replay waits alike.
 */
export function backoffMs(failures: number, seed: string): number {
  const ceiling = Math.min(MAX_MS, BASE_MS * 2 ** (failures - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * unit(`${seed}:${failures}`));
}

/** FNV-1a, scaled to 0…1. */
function unit(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) / 0xffffffff;
}
