/*
 * What a component sees of an agent: the snapshot, typed by the tools, with the streaming reply at the end of the
 * entries. Derived once a snapshot; whatever did not change keeps its identity, so that `memo` and the React Compiler
 * skip it.
 */
import type {
  AskEntry,
  CallEntry,
  CallStatus,
  Decision,
  InputOf,
  Json,
  MessageEntry,
  NoticeEntry,
  OutputOf,
  PrefetchEntry,
  ReplyEntry,
  Resolution,
  Tools,
} from '@twelvefold/core';
import type { AgentSnapshot } from '@twelvefold/machine';

/** A value of which some parts have yet to arrive. */
export type DeepPartial<T> = T extends readonly (infer Item)[]
  ? readonly (DeepPartial<Item> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T;

type ToolName<TTools extends Tools> = Extract<keyof TTools, string>;

/** A call while its input streams in. */
export type StreamingCall<TTools extends Tools = Tools> = {
  readonly [K in ToolName<TTools>]: {
    readonly kind: 'call';
    readonly id: string;
    readonly status: 'streaming';
    readonly tool: K;
    readonly input: DeepPartial<InputOf<TTools[K]>> | undefined;
  };
}[ToolName<TTools>];

/** What the model is saying. */
export interface StreamingReply {
  readonly kind: 'reply';
  /** The id that the reply will have in the log. */
  readonly id: string;
  readonly isStreaming: true;
  readonly step: number;
  readonly text: string;
  readonly reasoning: string;
}

export interface FinishedReply extends ReplyEntry {
  readonly isStreaming?: never;
}

/** A call that was admitted, typed by its tool: narrow it by `tool`. */
export type AdmittedCall<TTools extends Tools = Tools> = {
  readonly [K in ToolName<TTools>]: Omit<CallEntry, 'tool' | 'input' | 'output' | 'status'> & {
    readonly tool: K;
    readonly status: Exclude<CallStatus, 'selected' | 'rejected'>;
    readonly input: InputOf<TTools[K]>;
    readonly output?: OutputOf<TTools[K]>;
  };
}[ToolName<TTools>];

/** A call whose tool or input may be nothing that the agent knows. */
export interface UncheckedCall extends Omit<CallEntry, 'status'> {
  readonly status: 'selected' | 'rejected';
}

export type ViewEntry<TTools extends Tools = Tools> =
  | MessageEntry
  | PrefetchEntry
  | FinishedReply
  | StreamingReply
  | AdmittedCall<TTools>
  | UncheckedCall
  | StreamingCall<TTools>
  | AskEntry
  | NoticeEntry;

/** A gated call with its own handle: parallel calls of one tool do not get in each other's way. */
export type Approval<TTools extends Tools = Tools> = {
  readonly [K in ToolName<TTools>]: {
    /** The call's id. */
    readonly id: string;
    readonly tool: K;
    /** What will run, as the tool's schema parsed it. */
    readonly input: InputOf<TTools[K]>;
    readonly call: CallEntry;
    /** Approves exactly what is shown; with `input`, that input instead. */
    readonly approve: (edited?: { readonly input: InputOf<TTools[K]> }) => Promise<Decision>;
    readonly deny: (reason?: string) => Promise<Decision>;
  };
}[ToolName<TTools>];

/** A question to the person. */
export interface OpenQuestion {
  readonly id: string;
  readonly ask: AskEntry;
  readonly answer: (answer: Json) => Promise<Decision>;
}

/** A call that may or may not have happened. */
export interface Doubt {
  readonly id: string;
  readonly call: CallEntry;
  readonly resolve: (resolution: Resolution) => Promise<Decision>;
}

export interface AgentView<TTools extends Tools = Tools> extends AgentSnapshot {
  readonly entries: readonly ViewEntry<TTools>[];
  readonly approvals: readonly Approval<TTools>[];
  readonly questions: readonly OpenQuestion[];
  readonly doubts: readonly Doubt[];
  /** The model writes, a tool runs, or a retry is due. */
  readonly isBusy: boolean;
}
