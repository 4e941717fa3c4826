/*
 * The way of an event through a live agent, and the parts of that way:
 *
 *   log        decide → append → reduce, with core alone
 *   machine    the XState actor, given events that are in the log
 *   agent      createAgent with no subscriber, and with `subscribers` of them
 *
 * The thread is paused, so that nothing follows from an event: what is measured is the way, not what an agent does.
 */
import { createMemoryStore, decide, reduce, stamp, type Event, type State, fold, type Actor } from '@twelvefold/core';
import { agentMachine, createAgent } from '@twelvefold/machine';
import { createActor } from 'xstate';
import { task } from '../task.ts';
import { desk, silentModel } from './desk.ts';

export interface LiveEventsInput {
  readonly part: 'log' | 'machine' | 'agent' | 'agent, all at once' | 'by hand';
  readonly events: number;
  readonly subscribers: number;
}

const ann: Actor = { kind: 'person', id: 'ann' };
const TEXT = 'Which invoices are overdue, and would you remind them of the oldest one, please?';
const THREAD = 'bench';

/** Events per second, after a warm-up of a tenth as many on another thread. */
task(async (input: LiveEventsInput) => {
  await run({ ...input, events: Math.ceil(input.events / 10) });
  const startedMs = performance.now();
  const seq = await run(input);
  const tookMs = performance.now() - startedMs;
  if (seq !== paused.length + input.events) throw new Error(`There are ${seq} events.`);
  return input.events / (tookMs / 1000);
});

const paused: readonly Event[] = stamp(
  [
    { type: 'thread.started', agent: { name: desk.name, version: desk.version } },
    { type: 'message.received', source: 'ui', text: TEXT, by: ann },
    { type: 'run.paused', by: ann },
  ],
  { threadId: THREAD, seq: 0, atMs: Date.UTC(2026, 0, 1) },
);

/** The `seq` in the end. */
async function run({ part, events, subscribers }: LiveEventsInput): Promise<number> {
  switch (part) {
    case 'log':
      return runLog(events);
    case 'machine':
      return runMachine(events);
    case 'by hand':
      return runByHand(events, subscribers);
    default:
      return runAgent(events, subscribers, part === 'agent, all at once');
  }
}

async function runLog(events: number): Promise<number> {
  const store = createMemoryStore({ [THREAD]: paused });
  let state = fold(paused);
  for (let done = 0; done < events; done++) {
    const at = { threadId: THREAD, nowMs: Date.now() };
    const decision = decide(desk, state, { type: 'message.send', text: TEXT, by: ann }, at);
    if (!decision.ok) throw new Error(decision.rejection.message);
    const result = await store.append(THREAD, state.seq, decision.events);
    if (!result.ok) throw new Error('Somebody else appended.');
    state = decision.events.reduce(reduce, state);
  }
  return state.seq;
}

async function runMachine(events: number): Promise<number> {
  const actor = createActor(agentMachine(desk), { input: { thread: fold(paused) } }).start();
  const thread = (): State => actor.getSnapshot().context.thread;
  for (const event of messagesAfter(paused.length, events)) actor.send({ type: event.type, events: [event] });
  return thread().seq;
}

async function runAgent(events: number, subscribers: number, atOnce: boolean): Promise<number> {
  const store = createMemoryStore({ [THREAD]: paused });
  const agent = createAgent(desk, { model: silentModel, store, thread: THREAD });
  await agent.start();
  let seen = 0;
  for (let each = 0; each < subscribers; each++)
    agent.subscribe(() => {
      seen += agent.getSnapshot().state.seq;
    });
  if (atOnce) await Promise.all(Array.from({ length: events }, () => agent.send(TEXT)));
  else for (let done = 0; done < events; done++) await agent.send(TEXT);
  const { seq } = agent.getState();
  agent.dispose();
  if (subscribers > 0 && seen === 0) throw new Error('No subscriber heard of anything.');
  return seq;
}

/** The least that keeps a log, a state and listeners: nothing is checked, nothing can be refused. */
async function runByHand(events: number, subscribers: number): Promise<number> {
  const log = [...paused];
  let state = fold(paused);
  let seen = 0;
  const listeners = Array.from({ length: subscribers }, () => () => void (seen += state.seq));
  for (const event of messagesAfter(paused.length, events)) {
    await Promise.resolve();
    log.push(event);
    state = reduce(state, event);
    for (const listener of listeners) listener();
  }
  return log.length;
}

function messagesAfter(seq: number, count: number): readonly Event[] {
  const said = Array.from({ length: count }, () => ({
    type: 'message.received' as const,
    source: 'ui' as const,
    text: TEXT,
    by: ann,
  }));
  return stamp(said, { threadId: THREAD, seq, atMs: Date.UTC(2026, 0, 1) });
}
