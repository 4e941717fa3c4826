import type { AgentDefinition, CallEntry, CallStatus, InputOf, Json, OutputOf, Tools } from '@twelvefold/core';
import type { GatedCall } from './approval.ts';
import type { DeepPartial } from './deep-partial.ts';
import type { DoubtedCall } from './doubt.ts';
import type { JsonOf } from './json-of.ts';
import type { ToolName } from './tool-name.ts';
import type { CallUndo } from './undo.ts';

/** A call while its input streams in: nothing about it has been checked. */
export interface StreamingCallOf<Name, Input> {
  readonly kind: 'call';
  /** The id that the call will have in the log. */
  readonly id: string;
  readonly tool: Name;
  /** What the model called it. */
  readonly toolName: string;
  readonly status: 'streaming';
  readonly input: Input | undefined;
}

interface LoggedCallOf<Name, Input> extends Omit<CallEntry, 'tool' | 'input' | 'output' | 'status'> {
  /** The tool, when the agent has it and it accepts the input. */
  readonly tool: Name;
  /** What the model called it. */
  readonly toolName: string;
  /** What the model wrote, or a person approved instead, as the tool's schema reads it. */
  readonly input: Input;
}

type Standing<Name, Input, Output> =
  | ({ readonly status: 'succeeded'; readonly output: Output } & CallUndo)
  | { readonly status: 'gated'; readonly approval: GatedCall<Name, Input> }
  | { readonly status: 'doubted'; readonly doubt: DoubtedCall<Name, Input, Output> }
  | { readonly status: Exclude<CallStatus, 'succeeded' | 'gated' | 'doubted'> };

type CallOfTool<Name, Input, Output> =
  | StreamingCallOf<Name, DeepPartial<Input>>
  | (LoggedCallOf<Name, Input> & Standing<Name, Input, Output>);

/** A call of a tool that the agent has, with an input that the tool accepts, or that streams in. */
export type ToolCall<TTools extends Tools = Tools> = {
  readonly [K in ToolName<TTools>]: CallOfTool<K, InputOf<TTools[K]>, JsonOf<OutputOf<TTools[K]>>>;
}[ToolName<TTools>];

/**
 * A call of a tool that the agent does not have, or with an input that the tool refuses; also one that takes back another
 * call (`undoes`), with the input of that one and an output of its own.
 */
export type UncheckedCall =
  | StreamingCallOf<undefined, Json>
  | (LoggedCallOf<undefined, Json> & Standing<undefined, Json, Json>);

/** Any call. Narrow it by `tool`, then by `status`. */
export type ViewCall<TTools extends Tools = Tools> = ToolCall<TTools> | UncheckedCall;

/**
 * The calls of one tool, for the props of its card.
 *
 * @example
 * function InvoiceCard({ call }: { call: CallOf<typeof desk, 'create_invoice'> }) {}
 */
export type CallOf<TDefinition extends AgentDefinition, K extends ToolName<TDefinition['tools']>> = CallOfTool<
  K,
  InputOf<TDefinition['tools'][K]>,
  JsonOf<OutputOf<TDefinition['tools'][K]>>
>;
