import {
  toJson,
  type AgentDefinition,
  type CallEntry,
  type Decision,
  type InputOf,
  type Json,
  type Tools,
} from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import type { CheckedInput } from './check-input.ts';
import { editProblem } from './edit-problem.ts';
import { isSameJson } from './is-same-json.ts';
import type { ToolName } from './tool-name.ts';

/** A call that waits for a decision, with a handle of its own: parallel calls of one tool never share anything. */
export interface GatedCall<Name, Input> {
  /** The call's id. */
  readonly id: string;
  /** The tool, when the agent has it and it accepts the input: narrow by it. */
  readonly tool: Name;
  /** What the model called it. */
  readonly toolName: string;
  /** What will run, as the tool's schema reads it. Frozen: an edit is another object. */
  readonly input: Input;
  /** Why the policy asks. */
  readonly reason: string | undefined;
  readonly call: CallEntry;
  /**
   * Approves exactly what is shown here; with `input`, that input instead, unless the tool's schema would make something
   * else of it (`invalid_input`).
   */
  approve(edited?: { readonly input: Input }): Promise<Decision>;
  deny(reason?: string): Promise<Decision>;
}

/** A gated call of any of the tools, or one that the agent's tools no longer fit. Narrow it by `tool`. */
export type Approval<TTools extends Tools = Tools> =
  | { readonly [K in ToolName<TTools>]: GatedCall<K, InputOf<TTools[K]>> }[ToolName<TTools>]
  | GatedCall<undefined, Json>;

/**
 * A gated call of one tool, for the props of its card.
 *
 * @example
 * function PaymentCard({ approval }: { approval: ApprovalOf<typeof desk, 'create_payment_link'> }) {}
 */
export type ApprovalOf<TDefinition extends AgentDefinition, K extends ToolName<TDefinition['tools']>> = GatedCall<
  K,
  InputOf<TDefinition['tools'][K]>
>;

/** The handle of a gated call; what it approves is what it shows, whatever happens in the meantime. */
export function createApproval(agent: LiveAgent, call: CallEntry, checked: CheckedInput): Approval {
  const { id, tool: toolName, inputHash } = call;
  const shown = toJson(checked.input);
  const approve = (input: unknown): Promise<Decision> => {
    const edited = toJson(input);
    const isEdit = edited.ok ? !shown.ok || !isSameJson(edited.value, shown.value) : input !== checked.input;
    if (!isEdit) return agent.approve(id, { inputHash });
    if (!edited.ok) return agent.approve(id, { inputHash, input: input as Json });
    // Without a tool, what is shown and edited is what the model wrote, which no schema has been through.
    const rejection = checked.tool === undefined ? undefined : editProblem(agent.definition.tools, call, edited.value);
    return rejection
      ? Promise.resolve({ ok: false, rejection })
      : agent.approve(id, { inputHash, input: edited.value });
  };
  const handle: GatedCall<string | undefined, unknown> = {
    id,
    ...checked,
    toolName,
    reason: call.gate?.reason,
    call,
    approve: (edited) => approve(edited && 'input' in edited ? edited.input : checked.input),
    deny: (reason) => agent.deny(id, { inputHash, ...(reason !== undefined && { reason }) }),
  };
  return handle as Approval;
}
