'use client';
import type { Decision, Rejection } from '@twelvefold/core';
import { useRef, useState } from 'react';
import type { Approval, Denial, GatedCall } from './approval.ts';
import { frozenCopy } from './frozen-copy.ts';
import { isSameJson } from './is-same-json.ts';
import { createTurns, type Turns } from './turns.ts';

/** A form in which a person edits one call's input and decides on it. */
export interface ApprovalFormOf<Name, Input> {
  /** The call's id. */
  readonly id: string;
  readonly tool: Name;
  readonly toolName: string;
  /** The input as the person has edited it so far. Frozen: `setInput` takes another object. */
  readonly input: Input;
  setInput(next: Input | ((input: Input) => Input)): void;
  /** The input is another one than the call's. */
  readonly isEdited: boolean;
  /** A decision was made and is not in the log yet. */
  readonly isDeciding: boolean;
  /** Why the last decision was refused, until the next edit or decision. */
  readonly rejection: Rejection | undefined;
  /**
   * Approves the input as it is here. While that is under way, another click is the same one; a click on another button is
   * a decision of its own, made after it.
   */
  approve(): Promise<Decision>;
  /** Approves, and lets later calls of the tool run without asking, until the rule is revoked. */
  approveAlways(): Promise<Decision>;
  deny(why?: string | Denial): Promise<Decision>;
  /** Back to the call's own input. */
  reset(): void;
}

/** The form of an approval, typed by its tool: narrow it by `tool`, as the approval. */
export type ApprovalForm<TApproval extends Approval = Approval> =
  TApproval extends GatedCall<infer Name, infer Input> ? ApprovalFormOf<Name, Input> : never;

/**
 * The state of a form for one gated call. Every call has its own: what is typed for one never shows up in another, and
 * late answers find their own call.
 *
 * @example
 * const { input, setInput, approve, deny, rejection } = useApproval(approval);
 */
export function useApproval<TApproval extends Approval>(approval: TApproval): ApprovalForm<TApproval>;
export function useApproval(approval: GatedCall<unknown, unknown>): ApprovalFormOf<unknown, unknown> {
  const { id, tool, toolName } = approval;
  const [shown, setShown] = useState(() => untouched(id));
  // The form as of the last event, which may not be rendered yet.
  const latest = useRef(shown);
  const now = (): Form => (latest.current.id === id ? latest.current : untouched(id));
  const change = (changes: Partial<Form>): void => {
    latest.current = { ...now(), ...changes };
    setShown(latest.current);
  };
  const decide = (
    verb: 'approve' | 'approveAlways' | 'deny',
    request: (edited: { readonly input: unknown } | undefined) => Promise<Decision>,
  ): Promise<Decision> => {
    const { turns, edit } = (latest.current = now());
    const same = turns.underWay(verb);
    if (same) return same;
    // What was typed when the button was pressed, whenever its turn comes.
    const edited = edit && !isSameJson(edit.input, approval.input) ? edit : undefined;
    const decision = turns.take(verb, () => request(edited));
    const settle = (rejection: Rejection | undefined): void => {
      if (now().deciding === decision) change({ deciding: undefined, rejection });
    };
    change({ deciding: decision, rejection: undefined });
    decision.then(
      (result) => settle(result.ok ? undefined : result.rejection),
      () => settle(undefined),
    );
    return decision;
  };

  const form = shown.id === id ? shown : untouched(id);
  const input = inputOf(form, approval);
  return {
    id,
    tool,
    toolName,
    input,
    setInput: (next) => {
      const edited: unknown = typeof next === 'function' ? next(inputOf(now(), approval)) : next;
      change({ edit: { input: frozenCopy(edited) }, rejection: undefined });
    },
    isEdited: !isSameJson(input, approval.input),
    isDeciding: form.deciding !== undefined,
    rejection: form.rejection,
    approve: () => decide('approve', (edited) => approval.approve(edited)),
    approveAlways: () => decide('approveAlways', (edited) => approval.approve({ ...edited, remember: true })),
    deny: (why) => decide('deny', () => approval.deny(why)),
    reset: () => change({ edit: undefined, rejection: undefined }),
  };
}

interface Form {
  /** The call that the form is for. */
  readonly id: string;
  readonly edit: { readonly input: unknown } | undefined;
  /** The last one that was asked for. */
  readonly deciding: Promise<Decision> | undefined;
  readonly rejection: Rejection | undefined;
  readonly turns: Turns;
}

function untouched(id: string): Form {
  return { id, edit: undefined, deciding: undefined, rejection: undefined, turns: createTurns() };
}

function inputOf({ edit }: Form, approval: GatedCall<unknown, unknown>): unknown {
  return edit ? edit.input : approval.input;
}
