import type { PaymentLinkIntention } from '../understand/intention.ts';
import { askAmount } from './ask-amount.ts';
import { chooseCustomers } from './choose-customer.ts';
import type { Known, Plan, PlannedCall } from './plan.ts';
import { reconsider } from './reconsider.ts';
import { readUrl } from './results.ts';
import { act, tell } from './tell.ts';
import { listed, money } from './wording.ts';

/** Finds the customers, asks for what is missing, creates one link for each. */
export function* paymentLink(known: Known, wish: PaymentLinkIntention): Plan {
  const chosen = yield* chooseCustomers(known, wish.customers, 'Who should get the payment link?');
  if ('stop' in chosen) return chosen.stop;
  const { customers } = chosen;
  const names = listed(customers.map(({ name }) => name));
  const amount =
    wish.amount ?? (yield* askAmount(known, `How much should the payment link for ${names} be, in US dollars?`));
  if (typeof amount !== 'number') return amount.stop;
  const memo =
    wish.memo ??
    guessedMemo(
      wish,
      customers.map(({ name }) => name),
    );
  const planned = customers.map(({ id }): PlannedCall => {
    return { tool: 'create_payment_link', input: { customerId: id, amount, ...(memo === undefined ? {} : { memo }) } };
  });
  const calls = yield* act(planned, `Creating a payment link for ${names}.`);
  const texts: string[] = [];
  for (const [index, customer] of customers.entries()) {
    const [plan, call] = [planned[index], calls[index]];
    if (!plan || !call) continue;
    const ended = yield* reconsider(known, plan, call, 'create a payment link');
    texts.push(
      tell(ended, `create the payment link for ${customer.name}`, (ran) => {
        const sum = typeof ran.amount === 'number' ? money(ran.amount) : 'an unknown amount';
        const what = typeof ran.memo === 'string' && ran.memo !== '' ? ` (${ran.memo})` : '';
        const url = readUrl(ended);
        return `Done: a payment link for ${sum} to ${customer.name}${what}${url === undefined ? '.' : `: ${url}`}`;
      }),
    );
  }
  return texts.join('\n');
}

/** In `a link for lunch` the word that was no customer is what the link is for. */
function guessedMemo({ customers }: PaymentLinkIntention, found: readonly string[]): string | undefined {
  const [guess] = customers;
  if (guess?.by !== 'name' || !guess.isGuess) return undefined;
  const isCustomer = found.some((name) => name.toLowerCase().includes(guess.name.toLowerCase()));
  return isCustomer ? undefined : guess.name.toLowerCase();
}
