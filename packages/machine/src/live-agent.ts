import type {
  Actor as Person,
  AgentDefinition,
  Clock,
  Decision,
  Draft,
  Event,
  Model,
  Rejection,
  State,
  Store,
  Tools,
} from '@twelvefold/core';
import type { Actor, InspectionEvent } from 'xstate';
import type { AgentCommands } from './agent-commands.ts';
import type { AgentMachine } from './agent-machine.ts';
import type { AgentHistory } from './create-history.ts';
import type { AgentSnapshot } from './create-snapshots.ts';
import type { StoredThread } from './read-thread.ts';

/** A thread that was kept elsewhere. */
export interface SavedThread {
  readonly id: string;
  readonly events: readonly Event[];
  readonly isStored?: false;
}

export interface CreateAgentOptions {
  readonly model: Model;
  /**
   * A thread's id, or its saved log, which a store that never had anything of the thread is given with the first thing that
   * is written. One that was read from the store (`readThread`) is not given back. Default: a new thread, named when the
   * first thing is written.
   */
  readonly thread?: string | SavedThread | StoredThread;
  /** Default: in memory, for this agent alone. */
  readonly store?: Store;
  /** No other tab or process drives this thread, so what other runners hold is lost and taken over at once. Default: true without a `store`. */
  readonly exclusive?: boolean;
  /** Who decides and writes when a command names nobody; asked at each one. Default `{ kind: 'person', id: 'local' }`. */
  readonly user?: Person | (() => Person | undefined);
  /** Handed to tools. Their values are redacted from tool outputs and error texts before those are logged. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /**
   * Shows what the model is writing at most once in so many milliseconds, 50 for twenty times a second. What is logged is
   * shown with the next frame all the same, with the draft of that moment. Default 0: each frame shows it, and without frames
   * each delta.
   */
  readonly draftIntervalMs?: number;
  /** Hears what the XState actor does, from `start` on. */
  readonly inspect?: (event: InspectionEvent) => void;
  /** Start at once (the default), or when `start` is called. */
  readonly autoStart?: boolean;
}

export interface LiveAgent<TTools extends Tools = Tools> extends AgentCommands, AgentHistory {
  readonly definition: AgentDefinition<TTools>;
  /** Where its thread and the forks of it are kept. */
  readonly store: Store;
  /** The XState actor, for `useSelector` and every XState tool. What is sent to it is dropped: it only takes what is logged. */
  readonly actor: Actor<AgentMachine>;
  readonly getSnapshot: () => AgentSnapshot;
  /** What the agent was when it was made: the same on a server and in the page that hydrates it. */
  readonly getInitialSnapshot: () => AgentSnapshot;
  /** The actor's snapshot of that moment. */
  readonly getInitialActorSnapshot: () => ReturnType<Actor<AgentMachine>['getSnapshot']>;
  readonly getState: () => State;
  /** Who acts when a command names nobody, as of now. */
  readonly getUser: () => Person;
  /** Calls `listener` after changes, at most once a frame where there are frames. Returns the unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Loads the thread and begins to work. Does nothing the second time. Resolves when the thread is read. */
  readonly start: () => Promise<void>;
  /** Stops hearing what others append, until `start` or a command. Work that is under way goes on. */
  readonly detach: () => void;
  /** Ends this live agent: aborts the model, signals running tools, refuses commands. To stop a run, `cancel` it. */
  readonly dispose: () => void;
  readonly draft: Draft | undefined;
  /** Refuses what cannot become a command, as a form does with a number that is none: snapshots tell of it like of others. */
  readonly refuse: (rejection: Rejection) => Decision;
}
