import type { Clause, Span } from './clause.ts';
import { blank } from './clause.ts';
import type { NotUnderstood } from './intention.ts';
import { leftoverOf } from './leftover.ts';

const CONDITION =
  /\b(?:if|unless|except|excluding|but not|other than|apart from|only when|whenever|when|once|as soon as|until|every (?:day|week|month|year|morning|monday|tuesday|wednesday|thursday|friday)|daily|weekly|monthly|tomorrow|tonight|later|at \d{1,2}(?::\d\d)?\s?(?:am|pm)|(?:next|this|on) (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|in (?:an?|\d+|two|three) (?:minute|hour|day|week|month)s?|don't|do not|not|never|without)\b/i;
const EVERYONE =
  /\b(?:everyone|everybody|anyone|all (?:the |my |our )?(?:\w+ )?(?:customers|clients|invoices|people|accounts|of them)|(?:each|every) (?:customer|client|invoice|one)|any (?:customer|invoice))\b/i;

/** What a rule tells about the order that it reads. */
export interface Reading {
  /** A sentence that would work. */
  readonly instead: string;
  /** Parts in a person's own words, which may say anything. */
  readonly free: readonly Span[];
  /** All other parts that the rule makes use of. Where they are given, nothing else may be left. */
  readonly read?: readonly Span[];
}

/** What stops an order that would change data, or undefined: then a rule may act on it. */
export function whyNot(clause: Clause, { instead, free, read }: Reading): NotUnderstood | undefined {
  const said = clause.text.trim();
  const bound = blank(clause.plain, free);
  if (clause.order.mood === 'negated') return { kind: 'not_understood', said, why: 'negated' };
  if (clause.order.mood === 'question') return { kind: 'not_understood', said, why: 'question', instead };
  if (clause.foreign !== undefined) return { kind: 'not_understood', said, why: 'currency', because: clause.foreign };
  const condition = CONDITION.exec(bound);
  if (condition) return { kind: 'not_understood', said, why: 'condition', because: condition[0] };
  const everyone = EVERYONE.exec(bound);
  if (everyone) return { kind: 'not_understood', said, why: 'everyone', because: everyone[0] };
  const leftover = read && leftoverOf(clause, [...free, ...read]);
  return leftover === undefined ? undefined : { kind: 'not_understood', said, why: 'unknown', because: leftover };
}
