import { TOOLS, type ToolName } from '../desk/desk.ts';
import type { Random } from './random.ts';

/** What a person does in a tab. `nth` counts the calls that wait for a decision, as this tab shows them at that moment. */
export type Action =
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'approve' | 'deny'; readonly nth: number }
  | { readonly type: 'edit'; readonly nth: number; readonly what: string }
  | { readonly type: 'reload' };

/** What came of it. */
export interface Outcome {
  readonly action: Action['type'];
  /** The call that was decided on. */
  readonly callId?: string;
  readonly ok: boolean;
  readonly code?: string;
  /** The tab shows why it was refused. */
  readonly isShown?: boolean;
}

/** A message with one to three orders. */
export function anyOrder(random: Random): string {
  const orders = Array.from({ length: 1 + random.below(3) }, () => {
    const tool = random.pick(Object.keys(TOOLS) as ToolName[]);
    return `${tool} ${random.below(100)}`;
  });
  return orders.join('; ');
}

/** Something that a person may do at any moment: decisions are the most likely. */
export function anyAction(random: Random): Action {
  const dice = random.below(10);
  if (dice < 3) return { type: 'approve', nth: random.below(2) };
  if (dice < 5) return { type: 'deny', nth: random.below(2) };
  if (dice < 7) return { type: 'edit', nth: random.below(2), what: `edited ${random.below(100)}` };
  return dice < 9 ? { type: 'message', text: anyOrder(random) } : { type: 'reload' };
}
