import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { o200kCounter } from './o200k-counter.ts';
import type { Section } from './section.ts';

export interface TokenCounts {
  /** The tokens of a section, once all its texts are counted. */
  readonly of: (section: Section) => number | undefined;
  /** Those of all sections, once they are counted. */
  readonly total: number | undefined;
  /** Why nothing can be counted. */
  readonly problem: string | undefined;
}

/** A message that is in the next request too has the same texts there. */
const known = new WeakMap<readonly string[], number>();
const never = (): number => 0;

/** The tokens of these sections, as they are counted. */
export function useTokenCounts(sections: readonly Section[]): TokenCounts {
  const { subscribe, version, count, tokensOf, problem } = o200kCounter;
  const counted = useSyncExternalStore(subscribe, version, never);
  useEffect(() => count(sections.flatMap(({ texts }) => texts)), [count, sections]);
  return useMemo(() => {
    const of = ({ texts }: Section): number | undefined => {
      const sum = known.get(texts) ?? sumOf(texts, tokensOf);
      if (sum !== undefined) known.set(texts, sum);
      return sum;
    };
    return { of, total: sumOf(sections, of), problem: problem() };
    // The numbers live in the counter; `counted` says when they changed.
  }, [sections, counted]);
}

function sumOf<T>(items: readonly T[], numberOf: (item: T) => number | undefined): number | undefined {
  let sum = 0;
  for (const item of items) {
    const number = numberOf(item);
    if (number === undefined) return undefined;
    sum += number;
  }
  return sum;
}
