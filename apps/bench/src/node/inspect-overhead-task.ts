/*
 * What it costs to show a live agent in an inspector of `@statelyai/inspect`: from the command until the inspector was handed what
 * the agent is since then, as text, as a socket wants it.
 */
import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import { createMemoryStore, stamp, type Actor, type Event } from '@twelvefold/core';
import { feedInspector } from '@twelvefold/inspector/stately';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { makeLog } from '../make-log.ts';
import { medianOf } from '../spread.ts';
import { task } from '../task.ts';
import { desk, silentModel } from './desk.ts';

export interface InspectOverheadInput {
  /** `inspect` is the way of the package itself; with `none` nobody looks. */
  readonly way: 'feed' | 'inspect' | 'none';
  readonly events: number;
  readonly measured: number;
}

export interface InspectOverhead {
  readonly ms: number;
  readonly bytes: number;
}

const THREAD = 'bench';
const ann: Actor = { kind: 'person', id: 'ann' };

task(async ({ way, events, measured }: InspectOverheadInput): Promise<InspectOverhead> => {
  let bytes = 0;
  let seen = 0;
  const inspector = createInspector({
    send: (event) => {
      bytes += Buffer.byteLength(JSON.stringify(event));
      seen = seqIn(event) ?? seen;
    },
  });
  const agent = createAgent(desk, {
    model: silentModel,
    store: createMemoryStore({ [THREAD]: pausedLog(events) }),
    thread: THREAD,
    ...(way === 'inspect' && { inspect: (event) => inspector.inspect.next?.(event) }),
  }) as LiveAgent;
  await agent.start();
  if (way === 'feed') feedInspector(agent, inspector);
  const times: number[] = [];
  const warmUp = Math.ceil(measured / 4);
  for (let count = -warmUp; count < measured; count++) {
    if (count === 0) bytes = 0;
    const startedMs = performance.now();
    await agent.send('Which invoices are overdue?');
    while (way !== 'none' && seen !== agent.getState().seq) await new Promise(setImmediate);
    if (count >= 0) times.push(performance.now() - startedMs);
  }
  agent.dispose();
  return { ms: medianOf(times), bytes: bytes / measured };
});

/** Which event the snapshot in a message follows from. */
function seqIn(event: StatelyInspectionEvent): number | undefined {
  if (event.type !== '@xstate.snapshot') return undefined;
  const { context } = event.snapshot as {
    readonly context?: { readonly seq?: number; readonly thread?: { readonly seq: number } };
  };
  return context?.seq ?? context?.thread?.seq;
}

/** A long conversation that was paused: nothing follows from what is said. */
function pausedLog(count: number): readonly Event[] {
  const log = makeLog(count - 2, THREAD);
  const last = log.at(-1);
  if (!last) throw new Error('There is no log of two events.');
  const said = { type: 'message.received', source: 'ui', text: 'And now?', by: ann } as const;
  return [...log, ...stamp([said, { type: 'run.paused', by: ann }], last)];
}
