import { firstSum, onlySum, type Clause, type Span } from './clause.ts';
import { findCustomers, type Place } from './find-customers.ts';
import type { NotUnderstood, PaymentLinkIntention } from './intention.ts';
import { whyNot } from './not-understood.ts';
import { findPurpose } from './purpose.ts';

const LINK = /\b(?:pay(?:ment)?|checkout)[ -]?(?:links?|requests?|pages?|urls?)\b/i;
const SHORT_LINK = /\blink\b/i;
const HEAD =
  /^(?:(?:create|make|generate|send|set ?up|prepare|issue|draft|give|get|produce|build|write|open|start|shoot|whip up|spin up|hook up|email|share|add|do|have|a|an|one|new|another|the|some|us\$?|\$|\d|pay(?:ment)?|checkout|link)(?=\W|\d|$)|(?:[\w'-]+ ){1,4}(?:dollars?|bucks?|grand)\b)/i;
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
  const { plain, order, money } = clause;
  const isNamed = LINK.test(plain) || (SHORT_LINK.test(plain) && money.some((sum) => sum.isMarked));
  const isCharge = CHARGE.test(order.head) && money.length > 0 && clause.invoices.length === 0;
  if (!isNamed && !isCharge) return undefined;
  const price = firstSum(clause);
  const priced = price ? [price] : [];
  const customers = findCustomers(clause, PLACES) ?? findCustomers(clause, LOOSE_PLACES, purposes(clause, priced));
  const purpose = findPurpose(clause, [...(customers ? [customers] : []), ...priced]);
  const said = clause.text.trim();
  if (OTHER_ACT.test(order.head)) return { kind: 'not_understood', said, why: 'unknown' };
  const isOrder = isCharge || HEAD.test(order.head);
  if (order.mood === 'order' && !isOrder) return { kind: 'not_understood', said, why: 'statement', instead: INSTEAD };
  const stopped = whyNot(clause, { instead: INSTEAD, free: purpose ? [purpose] : [] });
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
