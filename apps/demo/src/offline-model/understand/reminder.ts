import type { Clause, Span } from './clause.ts';
import { customersAt } from './customers-at.ts';
import { readFilters } from './filters.ts';
import { findCustomers } from './find-customers.ts';
import type { CustomerRef, Intention, NotUnderstood } from './intention.ts';
import { mentionsInvoice } from './invoice-mention.ts';
import { whyNot } from './not-understood.ts';
import { toSecondPerson } from './second-person.ts';

const HEAD =
  /^(?:(?:remind|nudge|chase(?: up| down)?|ping|dun|poke|follow[ -]?up with|pester)\b|(?:send|write|email|shoot|draft|issue)\b(?:(?!\bfor the\b).)*\breminders?\b|(?:an? )?(?:friendly |payment )*reminders? (?:to|for)\b)/i;
const ME = /^(?:remind|ping|nudge|send) (?:me|us|myself)\b/i;
const EVERYONE =
  /\b(?:everyone|everybody|anyone|anybody|all|whoever|each|every|those|customers|clients|people|debtors|payers|accounts|overdue|late|unpaid)\b.*/i;
const PAYING =
  /\b(?:invoices?|bills?|pay(?:ment|ing|s)?|paid|overdue|owes?|owed|owing|balance|due|late|money|unpaid|outstanding|behind)\b/i;
const EXCEPT = /\b(?:except(?: for)?|but not|other than|apart from|excluding|without|besides)\s+/i;
const CONTENT = /\b(?:about|regarding|that|to|of)\s+(.+)$/is;
const INSTEAD = 'remind everyone who is overdue';

/** `remind everyone who is overdue`, `nudge Jeff`, `send a reminder for INV-1042`. */
export function readReminder(clause: Clause): Intention | undefined {
  const { head, command } = clause.order;
  if (!HEAD.test(command)) return clause.order.mood === 'order' ? undefined : asked(clause);
  const said = clause.text.trim();
  if (ME.test(head)) return { kind: 'not_understood', said, why: 'unknown', because: 'me' };
  const customers = findCustomers(clause, [
    'object',
    { after: /^(?:to|with|for)$/, isSure: true },
    { after: /^(?:to|with)$/ },
  ]);
  if (clause.invoices.length > 0) {
    const invoices = clause.invoices.map(({ number }) => ({ by: 'number', number }) as const);
    return whyNot(clause, { instead: INSTEAD, free: [] }) ?? { kind: 'reminder', who: { of: 'invoices', invoices } };
  }
  const everyone =
    customers && !EXCEPT.test(clause.plain.slice(0, customers.start)) ? null : EVERYONE.exec(clause.plain);
  if (everyone) return readEveryone(clause, { start: everyone.index, end: clause.text.length });
  if (!customers)
    return mentionsInvoice(clause)
      ? { kind: 'reminder', who: { of: 'invoices', invoices: [{ by: 'mention' }] } }
      : readNobody(clause);
  return readSome(clause, customers);
}

function readEveryone(clause: Clause, span: Span): Intention {
  const stopped = whyNot(clause, { instead: INSTEAD, free: [span] });
  if (stopped) return stopped;
  const text = clause.text.slice(span.start);
  const said = clause.text.trim();
  const except = EXCEPT.exec(clause.plain);
  const spared = except ? sparedAt(clause, except.index + except[0].length) : [];
  if (except && spared.length === 0)
    return { kind: 'not_understood', said, why: 'condition', because: except[0].trim() };
  const { filter, read } = readFilters(clause);
  const unread = clause.money.find((sum) => !read.includes(sum));
  if (unread && unread.isMarked)
    return { kind: 'not_understood', said, why: 'unknown', because: clause.text.slice(unread.start, unread.end) };
  const other =
    /\b(?:if|unless|not yet reminded|tomorrow|on (?:mon|tues|wednes|thurs|fri)day|every (?:day|week|month))\b/i.exec(
      text,
    );
  if (other) return { kind: 'not_understood', said, why: 'condition', because: other[0] };
  const content = CONTENT.exec(text)?.[1];
  if (content !== undefined && !PAYING.test(text))
    return { kind: 'not_understood', said, why: 'everyone', because: content, instead: INSTEAD };
  return { kind: 'reminder', who: { of: 'everyone', except: spared, filter } };
}

function readSome(clause: Clause, customers: Span & { readonly customers: readonly CustomerRef[] }): Intention {
  const rest = clause.text.slice(customers.end);
  const content = CONTENT.exec(rest);
  const body = content?.[1]?.trim().replace(/[.!?]+$/, '');
  const free = { start: customers.end, end: clause.text.length };
  const isOther = body !== undefined && !PAYING.test(body);
  const stopped = whyNot(clause, { instead: 'remind Jeff', free: isOther ? [free] : [] });
  if (stopped) return stopped;
  if (!isOther) return { kind: 'reminder', who: { of: 'customers', customers: customers.customers } };
  const leads = /\bto\s+$/i.test(rest.slice(0, rest.indexOf(body)))
    ? 'to '
    : /\bthat\s+$/i.test(rest.slice(0, rest.indexOf(body)))
      ? 'that '
      : 'about ';
  const text = `this is a reminder ${leads}${toSecondPerson(body)}`;
  return { kind: 'email', customers: customers.customers, subject: 'A reminder', body: text };
}

function readNobody(clause: Clause): Intention {
  return (
    whyNot(clause, { instead: INSTEAD, free: [] }) ?? { kind: 'reminder', who: { of: 'customers', customers: [] } }
  );
}

/** The customers after "except". */
function sparedAt(clause: Clause, at: number): readonly CustomerRef[] {
  const index = clause.words.findIndex((word) => word.start >= at);
  return customersAt(clause, index)?.customers ?? [];
}

/** `should I remind Jeff?`, `don't remind Jeff`. */
function asked(clause: Clause): NotUnderstood | undefined {
  return /\b(?:remind|reminders?|nudge|chase)\b/i.test(clause.order.head)
    ? whyNot(clause, { instead: INSTEAD, free: [] })
    : undefined;
}
