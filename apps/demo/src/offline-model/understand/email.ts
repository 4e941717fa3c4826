import type { Clause } from './clause.ts';
import { findCustomers } from './find-customers.ts';
import type { EmailIntention, NotUnderstood } from './intention.ts';
import { readMessageText } from './message-text.ts';
import { whyNot } from './not-understood.ts';

const VERB = /^(?:e-?mail|mail|message|write(?: to)?|tell|inform|notify|let|ask|thank|contact)\b/i;
const SEND = /^(?:send|write|draft|shoot|drop|compose|create)\b[^:"_]*\b(?:e-?mail|mail|message|note|line|letter)\b/i;
const NOUN_FIRST = /^(?:an? )?(?:e-?mail|message) (?:to|for)\b/i;
const FORWARD = /^(?:send|forward|e-?mail)\b[^:"_]*\b(?:it|this|that|the (?:payment )?link|the (?:new )?invoice)\b/i;
const NAMELESS = /^(?:e-?mail|mail)\b/i;
const NOT_OTHERS = /^\w+(?: to)? (?:me|us|you)\b/i;
const INSTEAD = 'email Jeff that the meetup starts at 6';

/** `email Jeff that his parcel left`, `send Maria a note saying "See you"`, `send her the link`. */
export function readEmail(clause: Clause): EmailIntention | NotUnderstood | undefined {
  const { head } = clause.order;
  const isForward = FORWARD.test(head) && clause.invoices.length === 0 && clause.money.length === 0;
  const isSend = SEND.test(head) || NOUN_FIRST.test(head) || NAMELESS.test(head);
  if (!(isForward || isSend || VERB.test(head)) || NOT_OTHERS.test(head)) return undefined;
  const customers = findCustomers(clause, ['object', { after: /^to$/ }, { after: /^for$/, isSure: true }]);
  if (!customers && !isSend) return undefined;
  const verbEnd = clause.words.find((word) => word.start >= clause.order.from)?.end ?? 0;
  const isToLast = isForward && customers !== undefined && clause.text.slice(customers.end).trim().length < 2;
  const text = isToLast
    ? ({ isAboutLast: true, free: [] } as const)
    : readMessageText(clause, customers?.end ?? verbEnd);
  const stopped = whyNot(clause, { instead: INSTEAD, free: text.free });
  if (stopped) return stopped;
  const { free: _free, ...said } = text;
  return { kind: 'email', customers: customers?.customers ?? [], ...said };
}
