import type { CallEntry, CallStatus, Json } from '@twelvefold/core';
import type { CallUndo, DoubtedCall, GatedCall, ViewCall } from '@twelvefold/react';
import type { DeskTools } from '../agent/desk-agent.ts';

/** A call in any state, from its first letter on. */
export type AnyCall = ViewCall<DeskTools>;

/** What a card does with an approval, whatever the tool is. */
export type AnyApproval = GatedCall<unknown, unknown>;

/** What a card does with a doubt, whatever the tool is. */
export type AnyDoubt = DoubtedCall<unknown, unknown, unknown>;

/** What every card of a call reads: the same fields whatever the tool is. */
export interface CallFacts {
  readonly id: string;
  /** What the model called it, whether there is such a tool or not. */
  readonly tool: string;
  readonly status: CallStatus | 'streaming';
  readonly input: Json | undefined;
  readonly output: Json | undefined;
  /** Once it is in the log. */
  readonly logged: Omit<CallEntry, 'tool' | 'input' | 'output'> | undefined;
  /** While it waits for a decision. */
  readonly approval: AnyApproval | undefined;
  /** While nobody knows whether it happened. */
  readonly doubt: AnyDoubt | undefined;
  /** While it can be taken back, by whoever looks, and nobody is about to. */
  readonly undo: CallUndo['undo'];
  /** Who had it taken back. */
  readonly undoneBy: CallUndo['undoneBy'];
}

/** The facts of a call, without the types of its tool. */
export function toFacts(call: AnyCall): CallFacts {
  const { id, toolName: tool, status } = call;
  const approval = call.status === 'gated' ? (call.approval as AnyApproval) : undefined;
  return {
    id,
    tool,
    status,
    // A person approves what was logged, to the letter.
    input: approval ? approval.call.input : (call.input as Json | undefined),
    output: call.status === 'succeeded' ? (call.output as Json) : undefined,
    logged: call.status === 'streaming' ? undefined : call,
    approval,
    doubt: call.status === 'doubted' ? (call.doubt as AnyDoubt) : undefined,
    undo: call.status === 'succeeded' ? call.undo : undefined,
    undoneBy: call.status === 'succeeded' ? call.undoneBy : undefined,
  };
}
