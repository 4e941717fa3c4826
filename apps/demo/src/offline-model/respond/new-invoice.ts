import type { Line, NewInvoiceIntention } from '../understand/intention.ts';
import { askAmount } from './ask-amount.ts';
import { askText } from './ask.ts';
import { chooseCustomers } from './choose-customer.ts';
import type { Known, Plan, PlannedCall } from './plan.ts';
import { readInvoice } from './results.ts';
import { act, tell } from './tell.ts';
import { listed, money } from './wording.ts';

/** Finds the customers, asks for what is missing, creates one invoice for each. */
export function* newInvoice(known: Known, wish: NewInvoiceIntention): Plan {
  const chosen = yield* chooseCustomers(known, wish.customers, 'Who should get the invoice?');
  if ('stop' in chosen) return chosen.stop;
  const { customers } = chosen;
  const names = listed(customers.map(({ name }) => name));
  const lines = yield* linesOf(known, wish, names);
  if ('stop' in lines) return lines.stop;
  const planned = customers.map(({ id }): PlannedCall => {
    const due = wish.due === undefined ? {} : { due: wish.due };
    return { tool: 'create_invoice', input: { customerId: id, lines: lines.lines, ...due } };
  });
  const calls = yield* act(planned, `Creating an invoice for ${names}.`);
  const texts = calls.map((call, index) => {
    const name = customers[index]?.name ?? names;
    return tell(call, `create the invoice for ${name}`, (ran) => {
      const invoice = readInvoice(call);
      const total = invoice?.total ?? sumOf(ran.lines);
      const due = invoice?.dueOn ?? (typeof ran.due === 'string' ? ran.due : undefined);
      return `Done: ${invoice?.number ?? 'a new invoice'} for ${name}, ${money(total)}${due === undefined ? '' : `, due ${due}`}.`;
    });
  });
  return texts.join('\n');
}

function* linesOf(
  known: Known,
  wish: NewInvoiceIntention,
  names: string,
): Plan<{ readonly lines: readonly Line[] } | { readonly stop: string }> {
  if (wish.lines.length > 0) return { lines: wish.lines };
  const amount =
    wish.amount ?? (yield* askAmount(known, `How much should the invoice for ${names} be, in US dollars?`));
  if (typeof amount !== 'number') return amount;
  if (wish.description !== undefined) return { lines: [{ description: wish.description, amount }] };
  const answer = yield* askText(known, `What is the invoice of ${money(amount)} for ${names} for?`);
  return 'stop' in answer
    ? answer
    : { lines: [{ description: answer.said.replace(/^for\s+/i, '').slice(0, 200), amount }] };
}

function sumOf(lines: unknown): number {
  const amounts = Array.isArray(lines) ? lines.map((line: { readonly amount?: unknown }) => line.amount) : [];
  return amounts.reduce<number>((sum, amount) => sum + (typeof amount === 'number' ? amount : 0), 0);
}
