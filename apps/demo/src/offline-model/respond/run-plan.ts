import type { Call } from './conversation.ts';
import type { Plan, PlannedCall } from './plan.ts';
import type { Reply } from './reply.ts';

/** A plan replayed: the reply that is due, and the calls that the plan did not ask for. */
export interface Replayed {
  readonly reply: Reply;
  readonly rest: readonly Call[];
}

/**
 * Replays a plan over the calls that were made for it; `onTaken` hears of each one. A call is known again by its input,
 * or by its tool alone: what "next friday" means may change between two replies.
 */
export function runPlan(plan: Plan, recorded: readonly Call[], onTaken: (call: Call) => void): Replayed {
  let rest = recorded;
  let step = plan.next();
  while (!step.done) {
    const taken = takeAll(step.value.calls, rest);
    rest = taken.rest;
    const missing = step.value.calls.filter((_, index) => taken.calls[index] === undefined);
    const calls = taken.calls.filter((call) => call !== undefined);
    if (missing.length > 0) {
      const say = calls.length === 0 ? (step.value.say ?? '') : '';
      return { reply: { text: say, calls: missing }, rest };
    }
    for (const call of calls) onTaken(call);
    step = plan.next(calls);
  }
  return { reply: { text: step.value, calls: [] }, rest };
}

interface Taken {
  readonly calls: readonly (Call | undefined)[];
  readonly rest: readonly Call[];
}

/** Calls with the very same input go first, so that one of several calls of a tool is not taken for another. */
function takeAll(planned: readonly PlannedCall[], recorded: readonly Call[]): Taken {
  const rest = [...recorded];
  const take = (matches: (call: Call) => boolean) => {
    const index = rest.findIndex(matches);
    return index < 0 ? undefined : rest.splice(index, 1)[0];
  };
  const same = planned.map(({ tool, input }) => take((call) => call.tool === tool && isSame(call.input, input)));
  const calls = planned.map(({ tool }, index) => same[index] ?? take((call) => call.tool === tool));
  return { calls, rest };
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [first, second] = [Object.entries(a), new Map(Object.entries(b))];
  return first.length === second.size && first.every(([key, value]) => isSame(value, second.get(key)));
}
