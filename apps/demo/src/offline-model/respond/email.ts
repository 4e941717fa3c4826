import type { EmailIntention } from '../understand/intention.ts';
import { askText } from './ask.ts';
import { chooseCustomers } from './choose-customer.ts';
import type { Call } from './conversation.ts';
import { letter } from './letter.ts';
import type { Known, Plan, PlannedCall } from './plan.ts';
import { readInvoice, readUrl, type Customer } from './results.ts';
import { act, tell } from './tell.ts';
import { listed, money, sentence } from './wording.ts';

const MAX_SUBJECT = 60;

/** Finds the customers, asks for the text where none was given, writes to each. */
export function* email(known: Known, wish: EmailIntention): Plan {
  const chosen = yield* chooseCustomers(known, wish.customers, 'Who should get the email?');
  if ('stop' in chosen) return chosen.stop;
  const names = listed(chosen.customers.map(({ name }) => name));
  const about = wish.isAboutLast ? aboutLast(known.calls()) : undefined;
  const text = about?.body ?? wish.body ?? (yield* askBody(known, wish, names));
  if (typeof text !== 'string') return text.stop;
  const subject = wish.subject ?? about?.subject ?? toSubject(text);
  const sent = yield* sendAll(
    chosen.customers.map((customer) => ({ customer, subject, body: letter(customer.name, [sentence(text)]) })),
  );
  return sent.join('\n');
}

/** One email to write. */
export interface Draft {
  readonly customer: Pick<Customer, 'id' | 'name'>;
  readonly subject: string;
  readonly body: string;
}

/** Sends emails, all in one reply, and tells how each went. */
export function* sendAll(drafts: readonly Draft[]): Plan<readonly string[]> {
  const planned = drafts.map(({ customer, subject, body }): PlannedCall => {
    return { tool: 'send_email', input: { customerId: customer.id, subject, body } };
  });
  const names = listed(drafts.map(({ customer }) => customer.name));
  const calls = yield* act(planned, `Writing to ${names}.`);
  return calls.map((call, index) => {
    const name = drafts[index]?.customer.name ?? 'the customer';
    return tell(call, `write to ${name}`, (ran) => `Sent to ${name}: “${String(ran.subject)}”.`);
  });
}

function* askBody(known: Known, wish: EmailIntention, names: string): Plan<string | { readonly stop: string }> {
  const about = wish.subject === undefined ? '' : ` about “${wish.subject}”`;
  const answer = yield* askText(known, `What should the email to ${names}${about} say?`);
  return 'stop' in answer ? answer : answer.said;
}

/** What was created last: `email it to him`. */
function aboutLast(calls: readonly Call[]): { readonly subject: string; readonly body: string } | undefined {
  const call = calls.findLast(
    ({ tool, outcome }) => outcome.kind === 'done' && /^create_(?:payment_link|invoice)$/.test(tool),
  );
  if (!call || call.outcome.kind !== 'done') return undefined;
  const { amount, memo } = call.outcome.editedInput ?? call.input;
  const [url, invoice] = [readUrl(call), readInvoice(call)];
  if (call.tool === 'create_payment_link' && url !== undefined && typeof amount === 'number') {
    const what = typeof memo === 'string' ? ` for ${memo}` : '';
    return {
      subject: `Payment link over ${money(amount)}`,
      body: `here is your payment link over ${money(amount)}${what}: ${url}`,
    };
  }
  if (!invoice) return undefined;
  const total = invoice.total === undefined ? '' : ` over ${money(invoice.total)}`;
  const due = invoice.dueOn === undefined ? '' : `, due ${invoice.dueOn}`;
  return { subject: `Invoice ${invoice.number}`, body: `we sent you invoice ${invoice.number}${total}${due}` };
}

/** The first words of a text that has no subject. */
function toSubject(text: string): string {
  const first = sentence(text.split(/[.!?\n]/)[0] ?? '').replace(/\.$/, '');
  if (first.length <= MAX_SUBJECT) return first;
  return `${first.slice(0, MAX_SUBJECT).replace(/\s+\S*$/, '')}…`;
}
