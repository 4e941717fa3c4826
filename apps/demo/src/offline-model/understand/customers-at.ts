import type { Clause, Span } from './clause.ts';
import { isDictionaryWord } from './dictionary.ts';
import type { CustomerRef } from './intention.ts';
import { nameAt, type NameMention } from './name-at.ts';

/** Customers in a clause, with the place where they are said. */
export interface CustomersMention extends Span {
  readonly customers: readonly CustomerRef[];
  readonly isSure: boolean;
  readonly isPossessive: boolean;
}

const MENTIONS = new Set(['him', 'her', 'them']);
const SAME = /^(?:the )?(?:same|that|this) (?:customer|client|person|company|guy|one)\b/i;

/** The customers that are named from the word at `index` on: `Jeff`, `Maria Santos and Sam`, `Jeff at Acme`, `her`. */
export function customersAt(clause: Clause, index: number): CustomersMention | undefined {
  const mentioned = mentionAt(clause, index);
  if (mentioned) return mentioned;
  const first = nameAt(clause, index);
  if (!first) return undefined;
  const company = companyAfter(clause, first);
  const rest = moreAfter(clause, (company ?? first).next, first.isSure);
  return {
    customers: [
      company ? { by: 'name', name: first.name, company: company.name } : toRef(first),
      ...(rest?.customers ?? []),
    ],
    start: first.start,
    end: rest?.end ?? (company ?? first).end,
    isPossessive: rest?.isPossessive ?? first.isPossessive,
    isSure: first.isSure,
  };
}

/** The company in `Jeff at Acme`: it tells two Jeffs apart. */
function companyAfter(clause: Clause, person: NameMention): NameMention | undefined {
  const link = clause.words[person.next];
  const isLinked =
    link !== undefined && /^(?:at|from|of|with)$/.test(link.base) && !clause.words[person.next - 1]?.pause;
  const company = isLinked && !person.isPossessive ? nameAt(clause, person.next + 1) : undefined;
  return company && (company.isSure || (clause.isOneCase && link?.base === 'at')) ? company : undefined;
}

/** The `, Maria and Sam` after a first name. */
function moreAfter(clause: Clause, next: number, isSure: boolean): CustomersMention | undefined {
  const hasAnd = /^(?:and|&|plus)$/.test(clause.words[next]?.base ?? '');
  if (!hasAnd && clause.words[next - 1]?.pause !== ',') return undefined;
  const index = hasAnd ? next + 1 : next;
  const more = nameAt(clause, index);
  // "Jeff and globex" are two customers, "Jeff and lunch" are not.
  const isName = more && (more.isSure || (hasAnd && (!isSure || !isDictionaryWord(more.name))));
  return isName ? customersAt(clause, index) : undefined;
}

/** `him`, `the same customer`, or the `her` of `her invoice`. */
function mentionAt(clause: Clause, index: number): CustomersMention | undefined {
  const word = clause.words[index];
  if (!word) return undefined;
  const isOwned = word.pause === '' && clause.words[index + 1]?.tags.has('Noun') === true;
  const isPossessive = isOwned && /^(?:his|their|her)$/.test(word.base);
  const same = SAME.exec(clause.plain.slice(word.start));
  if (!same && !isPossessive && !MENTIONS.has(word.base)) return undefined;
  const end = same ? word.start + same[0].length : word.end;
  return { customers: [{ by: 'mention' }], start: word.start, end, isPossessive, isSure: true };
}

function toRef({ name, isSure }: NameMention): CustomerRef {
  return isSure || !isDictionaryWord(name) ? { by: 'name', name } : { by: 'name', name, isGuess: true };
}
