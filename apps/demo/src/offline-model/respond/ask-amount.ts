import { readMoney } from '../understand/money.ts';
import { readSpokenNumbers } from '../understand/words.ts';
import { askText } from './ask.ts';
import type { Known, Plan } from './plan.ts';

/** Asks a person for a sum in dollars. */
export function* askAmount(known: Known, question: string): Plan<number | { readonly stop: string }> {
  const answer = yield* askText(known, question);
  if ('stop' in answer) return answer;
  const [sum, ...others] = readMoney(answer.said, readSpokenNumbers(answer.said));
  if (sum && others.length === 0) return sum.amount;
  return {
    stop: `I cannot read “${answer.said}” as one amount in dollars, so I did nothing. An amount looks like $750 or $1,250.00.`,
  };
}
