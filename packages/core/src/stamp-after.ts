import type { AgentDefinition } from './agent-definition.ts';
import { stamp, type Event, type EventDraft } from './event.ts';
import { chained } from './hash-chain.ts';
import type { At } from './ruling.ts';
import type { State } from './state.ts';

/**
 * The facts as the next events of a thread. Time in a log never runs backwards, whatever the clocks say; a hash chain
 * that has begun goes on, whatever the agent says. [R3] [R131]
 */
export function stampAfter(
  { hashChain }: Pick<AgentDefinition, 'hashChain'>,
  { seq, atMs, head }: State,
  drafts: readonly EventDraft[],
  { threadId, nowMs }: At,
): readonly Event[] {
  const events = stamp(drafts, { threadId, seq, atMs: Math.max(nowMs, atMs) });
  return hashChain || head !== undefined ? chained(events, head) : events;
}
