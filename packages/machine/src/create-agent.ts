/*
 * The live agent: a thread with its machine, outside of any UI.
 *
 *   send · approve · answer …  ─→ journal ─→ store        deliver ─→ machine ─→ effects ─→ host ─→ journal …
 *                                                            └─→ snapshot ─→ subscribers
 */
import {
  createMemoryStore,
  fold,
  initialState,
  TwelvefoldError,
  type AgentDefinition,
  type Decision,
  type Draft,
  type Event,
  type State,
  type Tools,
} from '@twelvefold/core';
import { createActor } from 'xstate';
import { createCommands, whoIs } from './agent-commands.ts';
import { agentMachine } from './agent-machine.ts';
import { createCheckpoints } from './create-checkpoints.ts';
import { createDriver } from './create-driver.ts';
import { createHistory } from './create-history.ts';
import { createHost } from './create-host.ts';
import { createSnapshots } from './create-snapshots.ts';
import { bindHost } from './host.ts';
import { inspectLater } from './inspect-later.ts';
import { createJournal } from './journal.ts';
import type { CreateAgentOptions, LiveAgent } from './live-agent.ts';
import { systemClock } from './system-clock.ts';
import { takeSend } from './take-send.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Makes an agent live on a thread.
 *
 * @example
 * const agent = createAgent(desk, { model: aiSdk(openai('gpt-5')) });
 * agent.subscribe(() => console.log(agent.getSnapshot().phase));
 * await agent.send('Which invoices are overdue?');
 */
export function createAgent<TTools extends Tools>(
  definition: AgentDefinition<TTools>,
  options: CreateAgentOptions,
): LiveAgent<TTools> {
  const { thread, clock = systemClock, secrets = {}, user } = options;
  const inspector = options.inspect && inspectLater(options.inspect);
  const given = typeof thread === 'object' ? thread : undefined;
  const stored = given?.isStored ? given : undefined;
  const restored = given ? fold(given.events, stored?.checkpoint) : initialState;
  const store = options.store ?? createMemoryStore(given && { [given.id]: given.events });
  const guarded = withoutSecrets(definition, secrets);
  const actor = createActor(agentMachine(definition), {
    input: { thread: restored },
    ...(inspector && { inspect: inspector.inspect }),
  });
  const send = takeSend(actor);
  const initialOfActor = actor.getSnapshot();

  let threadId = typeof thread === 'string' ? thread : given?.id;
  let started: Promise<void> | undefined;
  let unsubscribe: (() => void) | undefined;
  let isDetached = false;
  /** The state from then on: tools that still ran report their end, for whoever comes next. */
  let disposedAt: State | undefined;
  /** Why commands are refused from then on. */
  let over = disposed;
  let current: (() => Draft) | undefined;
  const snapshots = createSnapshots({
    definition,
    initial: { state: restored, isRestoring: options.store !== undefined && typeof thread === 'string' },
    read: () => ({ state: stateOf(), draft: current?.() }),
    draftIntervalMs: options.draftIntervalMs ?? 0,
    clock,
  });
  const { refresh } = snapshots;

  const journal = createJournal({
    definition: guarded,
    store,
    clock,
    ...(given && !stored && { saved: given.events }),
    isVouched: stored?.checkpoint === undefined,
    threadId: attach,
    state: stateOf,
    deliver,
    correct,
    onGone: (problem) => {
      over = { ok: false, rejection: { code: 'thread_gone', message: problem.message } };
      agent.dispose();
      refresh({ problem });
    },
    onProblem: (problem) => {
      if (problem ?? snapshots.get().problem) refresh({ problem });
    },
  });
  const checkpoints = createCheckpoints(store, stored?.checkpoint?.seq);
  const driver = createDriver({ presence: store.presence, clock, threadId: attach });
  const history = createHistory({
    definition: guarded,
    store,
    clock,
    saved: journal.saved,
    keep: journal.keep,
    vouched: journal.vouched,
    threadId: () => threadId,
    state: stateOf,
    settled: async () => {
      await started;
      await journal.settled();
    },
    isAttached: () => started !== undefined,
    over: () => disposedAt && over.rejection,
    me: () => whoIs(user),
    onRejection: (rejection) => refresh({ rejection }),
  });
  const host = createHost({
    definition: guarded,
    model: options.model,
    clock,
    secrets,
    exclusive: options.exclusive ?? options.store === undefined,
    driver,
    state: stateOf,
    submit: journal.submit,
    vouched: journal.vouched,
    isDisposed: () => disposedAt !== undefined,
    onFailure: fail,
    onDraft: (draft) => {
      current = draft;
      if (draft) snapshots.tell();
      else refresh();
    },
  });
  bindHost(actor.system, host);
  actor.subscribe({ error: fail });

  const agent: LiveAgent<TTools> = {
    definition,
    store,
    actor,
    getSnapshot: snapshots.get,
    getInitialSnapshot: snapshots.getInitial,
    getInitialActorSnapshot: () => initialOfActor,
    getState: stateOf,
    getUser: () => whoIs(user),
    subscribe: snapshots.subscribe,
    start: () => (disposedAt ? Promise.resolve() : (started ??= begin())),
    detach: () => {
      isDetached = true;
      started = undefined;
      unsubscribe?.();
      unsubscribe = undefined;
      driver.leave();
    },
    dispose: () => {
      disposedAt ??= stateOf();
      actor.stop();
      agent.detach();
    },
    get draft() {
      return snapshots.get().draft;
    },
    refuse: (rejection) => {
      refresh({ rejection });
      return { ok: false, rejection };
    },
    ...history,
    ...createCommands({
      submit: async (intent) => {
        await agent.start();
        const decision = disposedAt ? over : await journal.submit(intent);
        refresh({ rejection: decision.ok ? undefined : decision.rejection });
        return decision;
      },
      threadId: () => threadId ?? '',
      nameThread: attach,
      state: stateOf,
      user,
    }),
  };
  if (options.autoStart !== false) void agent.start();
  return agent;

  function stateOf(): State {
    return disposedAt ?? actor.getSnapshot().context.thread;
  }

  async function begin(): Promise<void> {
    isDetached = false;
    driver.stay();
    inspector?.begin();
    actor.start();
    if (threadId !== undefined) {
      const isRestored = journal.restore(checkpoints.read);
      attach();
      await isRestored;
      await journal.sync();
    }
    refresh({ isRestoring: false });
  }

  /** The thread's id; unless detached, what others append is heard from here on. */
  function attach(): string {
    threadId ??= clock.newId();
    if (!isDetached) unsubscribe ??= listen(threadId);
    return threadId;
  }

  function listen(id: string): () => void {
    try {
      return store.subscribe(id, (seq) => void journal.sync(seq)) ?? (() => undefined);
    } catch (cause) {
      const message = 'The store cannot be subscribed to: what other tabs and processes append is seen late.';
      refresh({ problem: new TwelvefoldError('store_failed', message, { cause }) });
      return () => undefined;
    }
  }

  /** What should never happen, made visible: the agent may be stuck, its log is whole. */
  function fail(cause: unknown): void {
    const message = 'The agent failed in itself. Its log is whole: make another agent on the same thread.';
    refresh({ problem: new TwelvefoldError('effect_failed', message, { cause }) });
  }

  /** Takes a state as it is: a checkpoint, or what the log says where that was another. */
  function correct(state: State): void {
    if (disposedAt) return void (disposedAt = state);
    send({ type: 'log.read', events: [], checkpoint: state });
    refresh();
  }

  function deliver(events: readonly Event[], from: 'append' | 'read'): void {
    if (disposedAt) {
      disposedAt = fold(events, disposedAt);
      if (from === 'append') host.giveBack(events);
      return;
    }
    if (current && events.some(({ type }) => type === 'model.replied' || type === 'model.failed')) current = undefined;
    host.heed(events);
    const [first] = events;
    send({ type: from === 'append' && first ? first.type : 'log.read', events });
    host.rest();
    refresh();
    checkpoints.offer(snapshots.get());
  }
}

const disposed: Extract<Decision, { readonly ok: false }> = {
  ok: false,
  rejection: { code: 'not_running', message: 'This agent was disposed: make another one on the same thread.' },
};
