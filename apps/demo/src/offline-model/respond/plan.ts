/*
 * How a wish is carried out, as a generator: it yields the calls it needs and is resumed with how they ended.
 *
 *   plan    yield find_customer ─ yield create_payment_link ─ return "Done: …"
 *   prompt        find_customer ✓                                                → next reply: create_payment_link
 *
 * Nothing is kept between replies: each one replays the plan from its start over the calls that the prompt holds.
 */
import type { Day } from '../understand/calendar.ts';
import type { Call } from './conversation.ts';
import type { Outcome } from './outcome.ts';

export type ToolName =
  | 'find_customer'
  | 'list_invoices'
  | 'get_invoice'
  | 'revenue_summary'
  | 'create_payment_link'
  | 'refund_invoice'
  | 'send_email'
  | 'create_invoice'
  | 'ask_human';

/** A call that a plan wants. */
export interface PlannedCall {
  readonly tool: ToolName;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The calls of one reply, all at once, and what is said with them. */
export interface Proposal {
  readonly say?: string;
  readonly calls: readonly PlannedCall[];
}

/** Resumed with one call for each proposed one, in that order. */
export type Plan<Result = string> = Generator<Proposal, Result, readonly Call[]>;

/** What a plan may look at besides its own calls. */
export interface Known {
  readonly today: Day;
  /** The tools of this request. */
  readonly tools: ReadonlySet<string>;
  /** The calls of the conversation so far, those of the plan itself included. */
  readonly calls: () => readonly Call[];
}

/** Proposes one call and gives how it ended. */
export function* callOne(tool: ToolName, input: PlannedCall['input'], say?: string): Plan<Call> {
  const [call] = yield { calls: [{ tool, input }], ...(say === undefined ? {} : { say }) };
  return call ?? { tool, input, outcome: NO_RESULT };
}

const NO_RESULT: Outcome = { kind: 'failed', text: 'The call has no result.' };
