/*
 * What a live agent does, told to an inspector of `@statelyai/inspect`:
 *
 *   agent.actor ─ each append ─→ moments ─ readEvents(the new ones) ─→ event(…) per event, then snapshot(root, summary)
 *
 * The inspector's own path (`inspect: inspector.inspect`) serialises the whole thread at each event. This one sends what is
 * new and a summary, so an event costs the same in a thread of ten events and of ten thousand.
 */
import { openCalls, type Event, type State } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/react';
import { chartConfig } from './chart-config.ts';
import { eventNote } from './event-note.ts';
import { createFedActors } from './fed-actors.ts';
import { shownPayload } from './shown-payload.ts';
import type { FedActor, FedEvent, FedSnapshot, StatelyInspector } from './stately-inspector.ts';
import { threadSummary } from './thread-summary.ts';

export interface FeedOptions {
  /** Sends what events say as well: redacted as the agent's `redact` does it, and cut. Default: only which events they are. */
  readonly payloads?: boolean;
  /** Where a payload is cut, in characters of JSON. Default 2,000. */
  readonly maxPayloadChars?: number;
  /** What the agent is known by at the inspector. Default: a name that no other agent of this page has. */
  readonly sessionId?: string;
  /** Told what the inspector threw, or why the log could not be read. Default: nobody is; the agent goes on in any case. */
  readonly onProblem?: (problem: unknown) => void;
}

/** More than that at once is a log that was read, not an agent at work: it is told of as one event. */
const MOST_AT_ONCE = 100;
/** An inspector keeps the last 200 messages for a viewer that comes late: the chart must be among them. */
const ANNOUNCED_EVERY = 100;
const sessionIds = new WeakMap<LiveAgent, string>();

/**
 * Shows a live agent in any inspector of `@statelyai/inspect`, from now on: its machine with the state it is in, a summary
 * of its thread as context, each event of its log without what it says, and an actor for each tool and model request at
 * work. What was logged before is not told of, however late this begins: its
 * summary is.
 *
 * @returns Ends it. The inspector itself is yours to stop.
 * @example
 * const stop = feedInspector(agent, createBrowserInspector({ url: 'http://localhost:8080' }));
 */
export function feedInspector(agent: LiveAgent, inspector: StatelyInspector, options: FeedOptions = {}): () => void {
  const { definition, actor } = agent;
  const root = rootOf(agent, options.sessionId);
  const told = counted(inspector);
  const actors = createFedActors(root, told.inspector);
  let moments: Moment[] = [];
  let last: Moment = { state: agent.getState(), value: actor.getSnapshot().value };
  let isStopped = false;
  let isOver = false;
  let isTelling = false;

  const subscription = actor.subscribe({
    next: ({ context: { thread }, value }) => {
      const before = moments.at(-1) ?? last;
      if (thread === before.state && value === before.value) return;
      moments.push({ state: thread, value });
      if (!isTelling) void tellAll();
    },
    complete: () => {
      isOver = true;
      if (!isTelling) end();
    },
  });
  attempt(announce);
  return stop;

  function stop(): void {
    isStopped = true;
    subscription.unsubscribe();
  }

  async function tellAll(): Promise<void> {
    isTelling = true;
    while (moments.length > 0 && !isStopped) {
      const due = moments;
      moments = [];
      const events = await readNew(due);
      if (!isStopped) attempt(() => tell(due, events));
    }
    isTelling = false;
    if (isOver) end();
  }

  function end(): void {
    if (!isStopped) attempt(() => told.inspector.snapshot(root, snapshotOf(last, 'stopped')));
    isStopped = true;
  }

  async function readNew(due: readonly Moment[]): Promise<readonly Event[]> {
    const afterSeq = last.state.seq;
    const throughSeq = due.at(-1)?.state.seq ?? afterSeq;
    if (throughSeq <= afterSeq || throughSeq - afterSeq > MOST_AT_ONCE) return [];
    try {
      return await agent.readEvents({ afterSeq, throughSeq });
    } catch (problem) {
      options.onProblem?.(problem);
      return [];
    }
  }

  function tell(due: readonly Moment[], events: readonly Event[]): void {
    for (const moment of due) {
      const event = events.length > 0 ? tellEvents(moment, events) : tellSkipped(moment);
      last = moment;
      told.inspector.snapshot(root, snapshotOf(moment), event && { event });
      actors.settle(moment.state);
      if (told.count() >= ANNOUNCED_EVERY) announce();
    }
  }

  /** The events that this moment came with; the last of them is what it is told to follow from. */
  function tellEvents({ state }: Moment, events: readonly Event[]): FedEvent | undefined {
    const tools = new Map([last.state, state].flatMap(openCalls).map(({ id, tool }) => [id, tool]));
    let newest: FedEvent | undefined;
    for (const event of events) {
      if (event.seq <= last.state.seq || event.seq > state.seq) continue;
      newest = eventNote(event, {
        tool: 'callId' in event && event.callId !== undefined ? tools.get(event.callId) : undefined,
        ...(options.payloads && {
          payload: shownPayload(event, definition.redact, options.maxPayloadChars ?? 2_000),
        }),
      });
      actors.tell(event, newest);
    }
    return newest;
  }

  function tellSkipped({ state }: Moment): FedEvent | undefined {
    if (state.seq <= last.state.seq) return undefined;
    const event = { type: 'log.read', from: last.state.seq + 1, to: state.seq };
    told.inspector.event(root, event);
    return event;
  }

  function announce(): void {
    told.reset();
    told.inspector.actor(root, snapshotOf(last));
    actors.announce();
    actors.settle(last.state);
  }

  function snapshotOf({ state, value }: Moment, status: FedSnapshot['status'] = 'active'): FedSnapshot {
    return { status, value, context: threadSummary(definition, state) };
  }

  /** An inspector that throws is told nothing more; the agent never hears of it. */
  function attempt(work: () => void): void {
    try {
      work();
    } catch (problem) {
      isStopped = true;
      // It may throw while it is being subscribed to.
      queueMicrotask(() => subscription.unsubscribe());
      options.onProblem?.(problem);
    }
  }
}

/** What the agent was behind one append. */
interface Moment {
  readonly state: State;
  readonly value: unknown;
}

function rootOf(agent: LiveAgent, given: string | undefined): FedActor {
  const { name } = agent.definition;
  const sessionId = given ?? sessionIds.get(agent) ?? `${name}:${Math.random().toString(36).slice(2, 10)}`;
  sessionIds.set(agent, sessionId);
  return { sessionId, id: name, logic: { config: chartConfig(agent.actor.logic.config, name) } };
}

/** The inspector with a count of what it was told. */
function counted(inspector: StatelyInspector): {
  readonly inspector: StatelyInspector;
  readonly count: () => number;
  readonly reset: () => void;
} {
  let count = 0;
  return {
    inspector: {
      actor: (...args) => (count++, inspector.actor(...args)),
      event: (...args) => (count++, inspector.event(...args)),
      snapshot: (...args) => (count++, inspector.snapshot(...args)),
    },
    count: () => count,
    reset: () => void (count = 0),
  };
}
