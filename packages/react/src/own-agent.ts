/*
 * A live agent that components make for themselves, and its life beyond them:
 *
 *   made in render ─ mount → started ─ last unmount → goes on until it waits or ends ─→ hears its store no more
 *                      ▲                                  │
 *                      └── found again by store and thread ┘
 */
import type { Actor, AgentDefinition, Model, Store, Tools } from '@twelvefold/core';
import { createAgent, type CreateAgentOptions, type LiveAgent } from '@twelvefold/machine';
import { isBusy } from './is-busy.ts';
import { forgetLog, storedLog } from './stored-log.ts';

/** What `useAgent` takes besides a definition: all that `createAgent` takes. */
export interface UseAgentOptions extends Omit<CreateAgentOptions, 'autoStart'> {
  /**
   * Waits in the nearest `<Suspense>` until the stored thread is read, so that its first paint shows it. Without it the
   * component renders at once, with `isRestoring`. A log that cannot be read goes to the error boundary.
   */
  readonly suspense?: boolean;
}

export interface OwnAgent<TTools extends Tools = Tools> {
  readonly agent: LiveAgent<TTools>;
  /** Takes the newest model and user, from the next request and command on. */
  readonly update: (options: UseAgentOptions) => void;
  /** Says that a component shows it; call what it returns when that component is gone. */
  readonly mount: () => () => void;
  /** Whether a component ever showed it. */
  readonly wasMounted: () => boolean;
}

/** Who made an agent, for those that it was handed to. */
const owners = new WeakMap<LiveAgent, OwnAgent>();

/** The agents that work though no component shows them. */
const lingering = new WeakMap<Store, Map<string, OwnAgent>>();

/** The life of an agent that a component made; nothing for one that was made outside. */
export function ownerOf<TTools extends Tools>(agent: LiveAgent<TTools>): OwnAgent<TTools> | undefined {
  return owners.get(agent) as OwnAgent<TTools> | undefined;
}

/** The agent that still works on this thread, or a new one. Silent: nothing runs before it is mounted. */
export function ownAgent<TTools extends Tools>(
  definition: AgentDefinition<TTools>,
  options: UseAgentOptions,
): OwnAgent<TTools> {
  const { thread, store } = options;
  const threadId = typeof thread === 'object' ? thread.id : thread;
  const known = store && threadId !== undefined ? lingering.get(store)?.get(threadId) : undefined;
  if (known?.agent.definition === definition) return known as OwnAgent<TTools>;
  return createOwnAgent(definition, options, startingPoint(options));
}

/** The thread as the agent is to begin with it. Throws a promise while a component waits for its log. */
function startingPoint({ thread, store, suspense }: UseAgentOptions): UseAgentOptions['thread'] {
  if (!suspense || !store || typeof thread !== 'string') return thread;
  return storedLog(store, thread);
}

function createOwnAgent<TTools extends Tools>(
  definition: AgentDefinition<TTools>,
  options: UseAgentOptions,
  thread: UseAgentOptions['thread'],
): OwnAgent<TTools> {
  const { store, suspense: _, thread: asked, ...rest } = options;
  let latest = options;
  let mounts = 0;
  let wasMounted = false;
  let stopLingering: (() => void) | undefined;
  const model: Model = {
    get id() {
      return latest.model.id;
    },
    stream: (request, context) => latest.model.stream(request, context),
  };
  const user = (): Actor | undefined => (typeof latest.user === 'function' ? latest.user() : latest.user);
  const own: OwnAgent<TTools> = {
    agent: createAgent(definition, {
      ...rest,
      ...(store && { store }),
      ...(thread !== undefined && { thread }),
      model,
      user,
      autoStart: false,
    }),
    update: (next) => void (latest = next),
    mount: () => {
      stopLingering?.();
      mounts++;
      wasMounted = true;
      if (store && typeof asked === 'string') forgetLog(store, asked);
      void own.agent.start();
      return () => {
        mounts--;
        if (mounts === 0 && store) stopLingering = linger(store, own);
      };
    },
    wasMounted: () => wasMounted,
  };
  owners.set(own.agent, own);
  return own;
}

/** Lets the agent be found while it works, and stop hearing its store while it does not. Returns how to end that. */
function linger(store: Store, own: OwnAgent): () => void {
  const { agent } = own;
  const threads = lingering.get(store) ?? new Map<string, OwnAgent>();
  lingering.set(store, threads);
  let isOver = false;
  const settle = (): void => {
    if (isOver) return;
    const { threadId } = agent.getState();
    if (isBusy(agent.getSnapshot())) return void threads.set(threadId, own);
    if (threads.get(threadId) === own) threads.delete(threadId);
    agent.detach();
  };
  const unsubscribe = agent.subscribe(settle);
  // StrictMode and hot reloading mount again at once.
  queueMicrotask(settle);
  return () => {
    isOver = true;
    unsubscribe();
    const { threadId } = agent.getState();
    if (threads.get(threadId) === own) threads.delete(threadId);
  };
}
