import { firstSum, onlySum, type Clause, type Span } from './clause.ts';
import { findCustomers, type Place } from './find-customers.ts';
import type { NotUnderstood, PaymentLinkIntention } from './intention.ts';
import { whyNot } from './not-understood.ts';
import { findAim, findPurpose, type Purpose } from './purpose.ts';

const LINK = /\b(?:pay(?:ment)?|checkout)[ -]?(?:links?|requests?|pages?|urls?)\b/i;
const SHORT_LINK = /\blink\b/i;
const VERB =
  /^(?:create|make|generate|send|set ?up|prepare|issue|draft|give|get|produce|build|write|open|start|shoot|whip up|spin up|hook|e-?mail|share)\b/i;
const NOUN_FIRST =
  /^(?:(?:an?|one|new|another|the|quick|us\$\s?[\d.,]+k?|\$\s?[\d.,]+k?|\d[\d.,]*k?|(?:[a-z-]+ ){1,5}(?:dollars?|bucks?|grand)|usd|dollars?|bucks?)\s+)*(?:(?:pay(?:ment)?|checkout)[ -]?(?:link|request|page|url)|link)s?\b/i;
const CHARGE = /^(?:charge|request|collect|ask)\b/i;
const OTHER_ACT = /\b(?:delete|cancel|void|expire|deactivate|remove|disable|resend|revoke)\b/i;
const INSTEAD = 'create a payment link for $750 to Jeff for the meetup';

const PLACES: readonly Place[] = [
  'object',
  { after: /^to$/, isSure: true },
  { after: /^(?:for|from)$/, isSure: true },
  { after: /^to$/ },
];
const LOOSE_PLACES: readonly Place[] = ['anywhere', { after: /^(?:for|from)$/ }];

/** `create a payment link for $750 to Jeff for sponsoring the meetup`, `charge Jeff $40 for lunch`. */
export function readPaymentLink(clause: Clause): PaymentLinkIntention | NotUnderstood | undefined {
  const { order, money } = clause;
  const isNamed = LINK.test(order.command) || (SHORT_LINK.test(order.command) && money.some((sum) => sum.isMarked));
  const isCharge = CHARGE.test(order.head) && money.length > 0 && clause.invoices.length === 0;
  if (!isNamed && !isCharge) return undefined;
  const price = firstSum(clause);
  const priced = price ? [price] : [];
  const customers = findCustomers(clause, PLACES) ?? findCustomers(clause, LOOSE_PLACES, purposes(clause, priced));
  const known = [...(customers ? [customers] : []), ...priced];
  const purpose = findPurpose(clause, known) ?? findAim(clause, known) ?? readTail(clause, known);
  const said = clause.text.trim();
  if (OTHER_ACT.test(order.head)) return { kind: 'not_understood', said, why: 'unknown' };
  const isOrder = isCharge || VERB.test(order.head) || NOUN_FIRST.test(order.head);
  if (order.mood === 'order' && !isOrder) return { kind: 'not_understood', said, why: 'statement', instead: INSTEAD };
  const stopped = whyNot(clause, { instead: INSTEAD, free: purpose ? [purpose] : [], read: [...known, ...money] });
  if (stopped) return stopped;
  const sum = onlySum(clause, purpose ? [purpose] : []);
  return {
    kind: 'payment_link',
    customers: customers?.customers ?? [],
    ...(sum === undefined || sum === 'several' ? {} : { amount: sum.amount }),
    ...(purpose ? { memo: purpose.text } : {}),
  };
}

/** A phrase of several words is a purpose, and no customer hides in it; a single word may be one. */
function purposes(clause: Clause, taken: readonly Span[]): readonly Span[] {
  const purpose = findPurpose(clause, taken);
  return purpose?.text.includes(' ') ? [purpose] : [];
}

/** The `, lunch` at the end of `a link: Jeff, $40, lunch`. */
function readTail(clause: Clause, known: readonly Span[]): Purpose | undefined {
  const from = known.length === 0 ? clause.text.length : Math.max(...known.map(({ end }) => end));
  const [said, text = ''] = /^\s*[,–:—-]\s*(.*?)[.!?\s]*$/.exec(clause.text.slice(from)) ?? [];
  const isText =
    said !== undefined && /\p{L}{3}/u.test(text) && !/^(?:please|pls|thanks?|thank you|asap)\b/i.test(text);
  return isText ? { text, start: from, end: clause.text.length } : undefined;
}
