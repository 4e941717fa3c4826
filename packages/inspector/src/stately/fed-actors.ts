/*
 * The actors of an agent as an inspector sees them, derived from the log and not from what XState spawned:
 *
 *   agent                      the thread, at each append
 *   ├─ find_invoices  4.0#1    from call.claimed to call.succeeded, call.failed or call.doubted
 *   └─ model          4#1      from model.requested to model.replied or model.failed
 *
 * One that ends in another way (a run that was cancelled, a claim that was taken over) is stopped.
 */
import { openCalls, type Event, type State } from '@twelvefold/core';
import type { FedActor, FedEvent, StatelyInspector } from './stately-inspector.ts';

export interface FedActors {
  /** Tells of one event of the log, and of the actor that it begins or ends. */
  readonly tell: (event: Event, note: FedEvent) => void;
  /** Begins what is at work in a state and was not begun, and stops what is not at work any more. */
  readonly settle: (state: State) => void;
  /** Tells of all that are at work once more. */
  readonly announce: () => void;
}

const ACTIVE = { status: 'active' } as const;

export function createFedActors(root: FedActor, inspector: StatelyInspector): FedActors {
  const atWork = new Map<string, FedActor>();
  return {
    tell: (event, note) => {
      const key = keyOf(event);
      if (key !== undefined && begins(event)) return inspector.event(begin(key, nameOf(note)), note, { source: root });
      const worker = key === undefined ? undefined : atWork.get(key);
      inspector.event(root, note, worker && { source: worker });
      if (key === undefined || !worker) return;
      atWork.delete(key);
      inspector.snapshot(worker, { status: 'done', output: { ended: note.type } }, { event: note });
    },
    settle: (state) => {
      const due = workOf(state);
      for (const [key, worker] of atWork) {
        if (due.has(key)) continue;
        atWork.delete(key);
        inspector.snapshot(worker, { status: 'stopped' });
      }
      for (const [key, name] of due) if (!atWork.has(key)) begin(key, name);
    },
    announce: () => {
      for (const worker of atWork.values()) inspector.actor(worker, ACTIVE);
    },
  };

  function begin(key: string, name: string): FedActor {
    const worker = { sessionId: `${root.sessionId}/${key}`, id: key, logic: { config: { id: name } }, _parent: root };
    atWork.set(key, worker);
    inspector.actor(worker, ACTIVE);
    return worker;
  }
}

function keyOf(event: Event): string | undefined {
  switch (event.type) {
    case 'call.claimed':
    case 'call.succeeded':
    case 'call.failed':
    case 'call.doubted':
      return `${event.callId}#${event.attempt}`;
    case 'model.requested':
    case 'model.replied':
    case 'model.failed':
      return `${event.step}#${event.attempt}`;
    default:
      return undefined;
  }
}

function begins({ type }: Event): boolean {
  return type === 'call.claimed' || type === 'model.requested';
}

function nameOf({ tool }: FedEvent): string {
  return typeof tool === 'string' ? tool : 'model';
}

/** Name by key. A claim that is in doubt has nobody who works on it. */
function workOf(state: State): ReadonlyMap<string, string> {
  const calls = openCalls(state).filter(({ status }) => status === 'running');
  const { request } = state;
  return new Map([
    ...calls.map(({ id, claim, tool }) => [`${id}#${claim?.attempt ?? 1}`, tool] as const),
    ...(request ? [[`${request.step}#${request.attempt}`, 'model'] as const] : []),
  ]);
}
