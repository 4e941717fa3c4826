import {
  currentVotes,
  hasVoted,
  mayDecide,
  toJson,
  type AgentDefinition,
  type CallDecision,
  type CallEntry,
  type Decision,
  type Gate,
  type InputOf,
  type Json,
  type Rejection,
  type Tools,
} from '@twelvefold/core';
import type { CheckedInput } from './check-input.ts';
import { editProblem } from './edit-problem.ts';
import { asAction, isForm, isTicked, textIn } from './form-action.ts';
import { readForm, toFields, type FormField } from './form-fields.ts';
import { isSameJson } from './is-same-json.ts';
import type { ToolName } from './tool-name.ts';
import { createTurns } from './turns.ts';
import type { ViewSource } from './view-source.ts';

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
  /** Who approved what is shown here so far. */
  readonly votes: readonly CallDecision[];
  /** How many approvals it takes, and how many more. An edit starts the count again. */
  readonly quorum: number;
  readonly missing: number;
  /** Ids of those who may decide; anyone when `undefined`. */
  readonly approvers: readonly string[] | undefined;
  /** From then on nobody decides. */
  readonly expiresAtMs: number | undefined;
  /** Whether the agent's user may decide, as of now: one of the approvers, or anyone may. */
  readonly mayDecide: boolean;
  /** Whether the agent's user approved this already, so that somebody else must; to deny or edit it is still possible. */
  readonly hasApproved: boolean;
  /** Whether an approval may be remembered: not where several must agree. */
  readonly mayRemember: boolean;
  /** What the `<input>`s of a form need that edits this input, in its order; nothing of an input that is no JSON. */
  readonly fields: readonly FormField[];
  /**
   * As a form's action: approves what is shown here with the values of the form, which has all, some or none of the
   * `fields`. A checkbox of your own, without a field's `ref`, needs a hidden input of its name before it that says `false`.
   * A checkbox `remember` is the option of that name. Another click while that is under way is the same one.
   */
  approve(form: FormData): Promise<void>;
  /** What can be said of an approval of any tool. */
  approve(how?: { readonly input?: never; readonly remember?: boolean }): Promise<Decision>;
  /**
   * Approves exactly what is shown here; with `input`, that input instead, unless the tool's schema would make something
   * else of it (`invalid_input`). With `remember`, later calls of this tool run without asking, until the rule is revoked.
   */
  approve(how?: { readonly input?: Input; readonly remember?: boolean }): Promise<Decision>;
  /**
   * As the action of a form or a button: the form may have fields `reason` and `suggestion`. Behind an approval that is under
   * way, it is a decision of its own, made after that.
   */
  deny(form: FormData): Promise<void>;
  /** The model is told why not, and what the person suggests instead. */
  deny(why?: string | Denial): Promise<Decision>;
}

/** What a person says with a no. */
export interface Denial {
  readonly reason?: string;
  readonly suggestion?: string;
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
export function createApproval(agent: ViewSource, call: CallEntry, checked: CheckedInput): Approval {
  const { id, tool: toolName, inputHash } = call;
  const { quorum, approvers, expiresAtMs, reason }: Gate = call.gate ?? { quorum: 1 };
  const votes = currentVotes(call);
  const shown = toJson(checked.input);
  const approve = (input: unknown, remember: boolean): Promise<Decision> => {
    const bound = { inputHash, ...(remember && { remember }) };
    const edited = toJson(input);
    const isEdit = edited.ok ? !shown.ok || !isSameJson(edited.value, shown.value) : input !== checked.input;
    if (!isEdit) return agent.approve(id, bound);
    if (!edited.ok) return agent.approve(id, { ...bound, input: input as Json });
    // Without a tool, what is shown and edited is what the model wrote, which no schema has been through.
    const rejection = checked.tool === undefined ? undefined : editProblem(agent.definition.tools, call, edited.value);
    return rejection ? refuse(rejection) : agent.approve(id, { ...bound, input: edited.value });
  };
  const approveForm = (form: FormData): Promise<Decision> => {
    const read = shown.ok ? readForm(shown.value, form) : undefined;
    if (read?.ok === false) return refuse(read.rejection);
    return approve(read ? read.input : checked.input, isTicked(form, 'remember'));
  };
  const deny = ({ reason: why, suggestion }: Denial): Promise<Decision> =>
    agent.deny(id, { inputHash, ...(why !== undefined && { reason: why }), ...(suggestion && { suggestion }) });
  const turns = createTurns();
  let fields: readonly FormField[] | undefined;
  const act = (verb: 'approve' | 'deny', decide: () => Promise<Decision>): Promise<void> =>
    asAction(turns.underWay(verb) ?? turns.take(verb, decide));
  return {
    id,
    ...checked,
    toolName,
    reason,
    call,
    votes,
    quorum,
    missing: Math.max(quorum - votes.length, 0),
    approvers,
    expiresAtMs,
    // Who the agent's user is may change.
    get mayDecide() {
      const user = agent.getUser();
      return user !== undefined && mayDecide(call, user);
    },
    get hasApproved() {
      const user = agent.getUser();
      return user !== undefined && hasVoted(call, user);
    },
    mayRemember: quorum === 1 && checked.tool !== undefined && call.undoes === undefined,
    // Most cards have no form, and an input may be large.
    get fields() {
      return (fields ??= shown.ok ? toFields(shown.value) : []);
    },
    approve: (how?: FormData | { readonly input?: unknown; readonly remember?: boolean }) =>
      isForm(how)
        ? act('approve', () => approveForm(how))
        : approve(how && 'input' in how ? how.input : checked.input, how?.remember ?? false),
    deny: (why?: FormData | string | Denial) =>
      isForm(why)
        ? act('deny', () => deny({ reason: textIn(why, 'reason'), suggestion: textIn(why, 'suggestion') }))
        : deny(typeof why === 'string' ? { reason: why } : (why ?? {})),
  } as Approval;

  function refuse(rejection: Rejection): Promise<Decision> {
    return Promise.resolve(agent.refuse(rejection));
  }
}
