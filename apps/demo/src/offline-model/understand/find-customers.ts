import { isWithin, type Clause, type Span } from './clause.ts';
import { customersAt, type CustomersMention } from './customers-at.ts';

/**
 * Where to look: right behind the order's verb (`invoice Maria`), behind a word such as `to`, or anywhere. `isSure`
 * leaves out words that are names only by their place.
 */
export type Place = 'object' | 'anywhere' | { readonly after: RegExp; readonly isSure?: true };

/** The customers at the first of these places that has any. */
export function findCustomers(
  clause: Clause,
  places: readonly Place[],
  outside: readonly Span[] = [],
): CustomersMention | undefined {
  for (const place of places) {
    for (const index of indicesOf(clause, place)) {
      const word = clause.words[index];
      const found = word && !isWithin(word, outside) ? customersAt(clause, behindNoun(clause, index)) : undefined;
      if (found && (found.isSure || !(place === 'anywhere' || (typeof place === 'object' && place.isSure))))
        return found;
    }
  }
  return undefined;
}

function indicesOf(clause: Clause, place: Place): readonly number[] {
  const indices = clause.words.map((_, index) => index);
  if (place === 'object') return [clause.words.findIndex((word) => word.start >= clause.order.from) + 1];
  if (place === 'anywhere') return indices;
  return indices.filter((index) => index > 0 && place.after.test(clause.words[index - 1]?.base ?? ''));
}

/** In `for our customer Jeff` the name comes behind the noun. */
function behindNoun({ words }: Clause, index: number): number {
  const noun = /^(?:our|my|the)$/.test(words[index]?.base ?? '') ? index + 1 : index;
  return /^(?:customer|client|friend|colleague)$/.test(words[noun]?.base ?? '') ? noun + 1 : index;
}
