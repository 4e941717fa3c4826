import {
  toJson,
  type AgentDefinition,
  type CallEntry,
  type Decision,
  type InputOf,
  type Json,
  type Rejection,
  type Tools,
} from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import type { CheckedInput } from './check-input.ts';
import { editProblem } from './edit-problem.ts';
import { asAction, isForm, textIn } from './form-action.ts';
import { readForm, toFields, type FormField } from './form-fields.ts';
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
  /** What the `<input>`s of a form need that edits this input, in its order; nothing of an input that is no JSON. */
  readonly fields: readonly FormField[];
  /**
   * As a form's action: approves what is shown here with the values of the form, which has all, some or none of the
   * `fields`. A checkbox of your own, without a field's `ref`, needs a hidden input of its name before it that says `false`.
   */
  approve(form: FormData): Promise<void>;
  /** What can be said of an approval of any tool. */
  approve(edited?: undefined): Promise<Decision>;
  /**
   * Approves exactly what is shown here; with `input`, that input instead, unless the tool's schema would make something
   * else of it (`invalid_input`).
   */
  approve(edited?: { readonly input: Input }): Promise<Decision>;
  /** As the action of a form or a button: the form may have a field `reason`. */
  deny(form: FormData): Promise<void>;
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
    return rejection ? refuse(rejection) : agent.approve(id, { inputHash, input: edited.value });
  };
  const approveForm = (form: FormData): Promise<Decision> => {
    const read = shown.ok ? readForm(shown.value, form) : undefined;
    return read?.ok === false ? refuse(read.rejection) : approve(read ? read.input : checked.input);
  };
  const deny = (reason: string | undefined): Promise<Decision> =>
    agent.deny(id, { inputHash, ...(reason !== undefined && { reason }) });
  let acting: Promise<void> | undefined;
  // Another click while an action is under way is the same one.
  const act = (decide: () => Promise<Decision>): Promise<void> =>
    (acting ??= asAction(decide()).finally(() => (acting = undefined)));
  return {
    id,
    ...checked,
    toolName,
    reason: call.gate?.reason,
    call,
    fields: shown.ok ? toFields(shown.value) : [],
    approve: (edited?: FormData | { readonly input: unknown }) =>
      isForm(edited)
        ? act(() => approveForm(edited))
        : approve(edited && 'input' in edited ? edited.input : checked.input),
    deny: (reason?: FormData | string) => (isForm(reason) ? act(() => deny(textIn(reason, 'reason'))) : deny(reason)),
  } as Approval;

  function refuse(rejection: Rejection): Promise<Decision> {
    return Promise.resolve(agent.refuse(rejection));
  }
}
