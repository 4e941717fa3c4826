import { readMoney } from '../understand/money.ts';
import { readSpokenNumbers } from '../understand/words.ts';
import { askWhether } from './ask.ts';
import type { Call } from './conversation.ts';
import type { Known, Plan, PlannedCall } from './plan.ts';
import { act } from './tell.ts';
import { money } from './wording.ts';

/**
 * Where a call was denied with another amount in the reason, asks whether to go on with that one. The reason alone
 * starts nothing: only a yes does, and the new call goes through the same approval.
 */
export function* reconsider(known: Known, planned: PlannedCall, call: Call, what: string): Plan<Call> {
  const amount = call.outcome.kind === 'denied' ? amountIn(call.outcome.reason) : undefined;
  if (amount === undefined || amount === planned.input.amount) return call;
  const isWanted = yield* askWhether(
    known,
    `It was denied: “${reasonOf(call)}”. Shall I ${what} of ${money(amount)} instead?`,
  );
  if (!isWanted) return call;
  const [second] = yield* act([{ ...planned, input: { ...planned.input, amount } }]);
  return second ?? call;
}

function amountIn(reason = ''): number | undefined {
  const sums = readMoney(reason, readSpokenNumbers(reason));
  const marked = sums.filter((sum) => sum.isMarked);
  const [only, ...others] = marked.length > 0 ? marked : sums;
  return others.length === 0 ? only?.amount : undefined;
}

function reasonOf({ outcome }: Call): string {
  return outcome.kind === 'denied' ? (outcome.reason ?? '') : '';
}
