import type { AgentDefinition } from './agent-definition.ts';
import { decide, type Decision } from './decide.ts';
import { foldOnce, rememberFold } from './fold-once.ts';
import type { Intent, Report } from './intent.ts';
import type { At } from './ruling.ts';
import type { State } from './state.ts';

/** What else is asked in the state that a decision leaves; nothing when there is nothing to ask. */
export type NextReport = (after: State) => Report | undefined;

/**
 * Two decisions as one append: what `request` amounts to, and then what `next` asks in the state that this leaves, decided
 * there as if it had come by itself. Where that is refused, `request` stands alone. [R165]
 */
export function decideThen(
  definition: AgentDefinition,
  state: State,
  { request, next, at }: { readonly request: Intent | Report; readonly next: NextReport; readonly at: At },
): Decision {
  const first = decide(definition, state, request, at);
  if (!first.ok) return first;
  const between = foldOnce(first.events, state);
  const command = next(between);
  const second = command && decide(definition, between, command, at);
  if (!second?.ok) return first;
  const events = [...first.events, ...second.events];
  rememberFold(events, state, foldOnce(second.events, between));
  return { ok: true, events };
}
