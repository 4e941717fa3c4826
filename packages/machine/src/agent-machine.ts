/*
 * The control flow of an agent (factor 8). The machine receives facts that are in the log already, and its value is the
 * phase of the log: nothing is true here that a reload would lose.
 *
 *            ┌──────────────────────────── route ───────────────────────────┐
 *            ▼          ▼           ▼         ▼        ▼        ▼           ▼
 *          idle     thinking    backingOff  acting   limited  paused   done │ failed │ cancelled
 *                  (asks the               (running │ inDoubt │
 *                    model)                 awaitingApproval │ awaitingHuman)      + the states of the flow
 *
 * Invariants: [M1] value = phase, after every event. [M2] every prefix restores to the same value. [M3] leaving
 * `thinking` aborts the model. [M4] no gated tool runs without its approval. [M5] each effect is started once.
 */
import {
  foldOnce,
  openCalls,
  phaseOf,
  plan,
  TwelvefoldError,
  type AgentDefinition,
  type Effect,
  type Event,
  type EventType,
  type State,
} from '@twelvefold/core';
import {
  enqueueActions,
  not,
  setup,
  type AnyActorRef,
  type DoneActorEvent,
  type EventObject,
  type MetaObject,
  type NonReducibleUnknown,
  type ParameterizedObject,
  type ProvidedActor,
  type StateMachine,
  type StateSchema,
} from 'xstate';
import { effectActor } from './effect-actor.ts';
import { EVENT_TYPES } from './event-types.ts';

/** One append as the machine sees it: named after its first fact, or `log.read` when others wrote it. */
export interface Appended {
  readonly type: EventType | 'log.read';
  readonly events: readonly Event[];
  /** What the events before these amount to, when they were not read. */
  readonly checkpoint?: State;
}

export interface AgentContext {
  readonly thread: State;
}

type PhaseName = ReturnType<typeof phaseOf>;
type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>;
type Spawned = EffectOf<'claim' | 'run' | 'expire' | 'wait'>;

const BASE_STATES = [
  'route',
  'idle',
  'thinking',
  'backingOff',
  'acting',
  'limited',
  'paused',
  'done',
  'failed',
  'cancelled',
];
const machines = new WeakMap<AgentDefinition, AgentMachine>();

export type AgentTag = 'busy' | 'waiting' | 'ended';

/** The states of every agent; those of a flow have the names that the flow gives them. */
export type AgentValue =
  | 'route'
  | 'idle'
  | 'thinking'
  | 'backingOff'
  | { readonly acting: 'running' | 'inDoubt' | 'awaitingApproval' | 'awaitingHuman' }
  | 'limited'
  | 'paused'
  | 'done'
  | 'failed'
  | 'cancelled';

export type AgentMachine = StateMachine<
  AgentContext,
  Appended,
  Partial<Record<string, AnyActorRef>>,
  ProvidedActor,
  ParameterizedObject,
  ParameterizedObject,
  string,
  AgentValue,
  AgentTag,
  { readonly thread: State },
  NonReducibleUnknown,
  EventObject,
  MetaObject,
  StateSchema
>;

/** The machine of a definition: made once, shared by all its live agents, free of ports. */
export function agentMachine(definition: AgentDefinition): AgentMachine {
  const machine = machines.get(definition) ?? createAgentMachine(definition);
  machines.set(definition, machine);
  return machine;
}

function createAgentMachine(definition: AgentDefinition): AgentMachine {
  const isPhase = (phase: PhaseName) => ({ type: 'isPhase' as const, params: { phase } });
  /** In a state while the log says so. */
  const during = (phase: PhaseName) => ({ always: { guard: not(isPhase(phase)), target: '#agent.route' } });

  // Asked for a dozen times an event, always about the newest thread or the one before.
  const phaseOfThread = lastOf((thread) => phaseOf(thread, definition.flow));
  const effectsOf = lastOf((thread) => spawned(definition, thread));

  const agent = setup({
    types: {} as { context: AgentContext; events: Appended; input: { readonly thread: State }; tags: AgentTag },
    actors: {
      model: effectActor<null>((host, _, scope) => host.think(scope)),
      claim: effectActor<EffectOf<'claim'>>((host, effect, scope) => host.claim(effect, scope)),
      tool: effectActor<EffectOf<'run'>>((host, effect, scope) => host.run(effect, scope)),
      timer: effectActor<EffectOf<'expire' | 'wait'>>((host, effect, scope) => host.wait(effect, scope)),
      flow: effectActor<{ readonly name: string }>((host, { name }, scope) => host.visit(name, scope)),
    },
    guards: {
      isPhase: ({ context }, params: { readonly phase: PhaseName }) => phaseOfThread(context.thread) === params.phase,
      /** The request that the model works on has been answered, dropped or taken over. */
      isRequestOver: ({ context: { thread }, event }) => {
        const next = foldOnce(event.events, thread);
        return next.step !== thread.step || (thread.request !== undefined && next.request?.seq !== thread.request.seq);
      },
      /** Nothing runs any more. */
      isWorkOver: ({ context: { thread }, event }) => phaseOfThread(foldOnce(event.events, thread)) !== 'running',
    },
    actions: {
      /** Folds what was appended, starts what became due and stops what is not due any more. */
      append: enqueueActions(({ context, event, enqueue }) => {
        const before = effectsOf(context.thread);
        const thread = foldOnce(event.events, event.checkpoint ?? context.thread);
        const after = effectsOf(thread);
        enqueue.assign({ thread });
        for (const [key, effect] of after)
          if (!before.has(key)) enqueue.spawnChild(actorOf(effect), { id: key, input: effect as never });
        // A tool that lost its claim runs on: only its end ends it.
        for (const [key, effect] of before) if (!after.has(key) && actorOf(effect) !== 'tool') enqueue.stopChild(key);
        // Nothing runs here of a call that was not open before: a log that is read again ends nobody's.
        const open = openCalls(context.thread);
        if (open.length === 0) return;
        for (const end of event.events)
          if (isResult(end) && open.some(({ id }) => id === end.callId)) enqueue.stopChild(runKey(end));
      }),
      forget: enqueueActions(({ event, enqueue }) => {
        const { actorId } = event as EventObject as DoneActorEvent;
        enqueue.stopChild(actorId);
      }),
      /** Starts what a restored thread owes. */
      start: enqueueActions(({ context, enqueue }) => {
        for (const [key, effect] of effectsOf(context.thread))
          enqueue.spawnChild(actorOf(effect), { id: key, input: effect as never });
      }),
    },
  });

  const append = { actions: 'append' } as const;
  const over = { guard: 'isWorkOver', target: '#agent.route', actions: 'append' } as const;
  const again = { guard: 'isRequestOver', target: '#agent.route', actions: 'append' } as const;
  const onAppend = Object.fromEntries([...EVENT_TYPES, 'log.read'].map((type) => [type, append])) as Record<
    Appended['type'],
    typeof append
  >;
  /** What ended by itself is forgotten: a long thread has had many. */
  const onEnd = { 'xstate.done.actor.*': { actions: 'forget' } } as const;

  const machine = agent.createMachine({
    id: 'agent',
    context: ({ input }) => ({ thread: input.thread }),
    entry: 'start',
    on: { ...onAppend, ...onEnd },
    initial: 'route',
    states: {
      route: {
        always: [
          { guard: isPhase('idle'), target: 'idle' },
          { guard: isPhase('thinking'), target: 'thinking' },
          { guard: isPhase('backingOff'), target: 'backingOff' },
          { guard: isPhase('running'), target: 'acting.running' },
          { guard: isPhase('inDoubt'), target: 'acting.inDoubt' },
          { guard: isPhase('awaitingApproval'), target: 'acting.awaitingApproval' },
          { guard: isPhase('awaitingHuman'), target: 'acting.awaitingHuman' },
          { guard: isPhase('limited'), target: 'limited' },
          { guard: isPhase('paused'), target: 'paused' },
          { guard: isPhase('done'), target: 'done' },
          { guard: isPhase('failed'), target: 'failed' },
          { guard: isPhase('cancelled'), target: 'cancelled' },
          ...Object.keys(definition.flow.states).map((name) => ({
            guard: isPhase(`flow:${name}`),
            target: name as 'idle',
          })),
        ],
      },
      idle: { ...during('idle'), tags: 'waiting' },
      thinking: {
        ...during('thinking'),
        tags: 'busy',
        invoke: { src: 'model', id: 'model', input: null },
        on: { 'model.replied': again, 'model.failed': again, 'message.received': again, 'log.read': again },
      },
      backingOff: { ...during('backingOff'), tags: 'busy' },
      acting: {
        initial: 'running',
        states: {
          running: {
            ...during('running'),
            tags: 'busy',
            on: { 'call.succeeded': over, 'call.failed': over },
          },
          inDoubt: { ...during('inDoubt'), tags: 'waiting' },
          awaitingApproval: { ...during('awaitingApproval'), tags: 'waiting' },
          awaitingHuman: { ...during('awaitingHuman'), tags: 'waiting' },
        },
      },
      limited: { ...during('limited'), tags: 'waiting' },
      paused: { ...during('paused'), tags: 'waiting' },
      done: { ...during('done'), tags: 'ended' },
      failed: { ...during('failed'), tags: 'ended' },
      cancelled: { ...during('cancelled'), tags: 'ended' },
      ...flowStates(),
    },
  });
  return machine as unknown as AgentMachine;

  /** The states of the flow, beside the engine's own. */
  function flowStates(): Record<never, never> {
    const states = Object.keys(definition.flow.states).map((name) => {
      if (BASE_STATES.includes(name))
        throw new TwelvefoldError(
          'invalid_definition',
          `A flow state cannot be called "${name}": the machine has one.`,
        );
      const invoke = { src: 'flow' as const, id: `flow:${name}`, input: { name } };
      return [name, { ...during(`flow:${name}`), tags: 'busy', invoke }];
    });
    return Object.fromEntries(states);
  }
}

/** The machine's value for a phase. */
export function valueOf(phase: PhaseName): string | { readonly acting: string } {
  if (phase.startsWith('flow:')) return phase.slice('flow:'.length);
  const isActing =
    phase === 'running' || phase === 'inDoubt' || phase === 'awaitingApproval' || phase === 'awaitingHuman';
  return isActing ? { acting: phase } : phase;
}

/** The function with the answer to its last question at hand. */
function lastOf<T>(ask: (thread: State) => T): (thread: State) => T {
  let last: { readonly thread: State; readonly answer: T } | undefined;
  return (thread) => {
    if (last?.thread !== thread) last = { thread, answer: ask(thread) };
    return last.answer;
  };
}

type Result = Event<'call.succeeded' | 'call.failed'>;

function isResult(event: Event): event is Result {
  return event.type === 'call.succeeded' || event.type === 'call.failed';
}

/** The key of the effect that came to this end. */
function runKey({ callId, attempt }: Result): string {
  return `run-${callId}-${attempt}`;
}

/** The effects that live as actors of their own, by key; asking the model and the flow belong to their states. */
function spawned(definition: AgentDefinition, thread: State): ReadonlyMap<string, Spawned> {
  return new Map(plan(definition, thread).flatMap((effect) => (isSpawned(effect) ? [[effect.key, effect]] : [])));
}

function isSpawned(effect: Effect): effect is Spawned {
  return effect.type === 'claim' || effect.type === 'run' || effect.type === 'expire' || effect.type === 'wait';
}

function actorOf(effect: Spawned): 'claim' | 'tool' | 'timer' {
  if (effect.type === 'claim') return 'claim';
  return effect.type === 'run' ? 'tool' : 'timer';
}
