'use client';
import type { Decision, Rejection } from '@twelvefold/core';
import { useRef, useState } from 'react';
import type { Approval, GatedCall } from './approval.ts';
import { isSameJson } from './is-same-json.ts';

/** A form in which a person edits one call's input and decides on it. */
export interface ApprovalFormOf<Name, Input> {
  /** The call's id. */
  readonly id: string;
  readonly tool: Name;
  readonly toolName: string;
  /** The input as the person has edited it so far. */
  readonly input: Input;
  setInput(next: Input | ((input: Input) => Input)): void;
  /** The input is another one than the call's. */
  readonly isEdited: boolean;
  /** A decision was made and is not in the log yet. */
  readonly isDeciding: boolean;
  /** Why the last decision was refused, until the next edit or decision. */
  readonly rejection: Rejection | undefined;
  /** Approves the input as it is here. While a decision is under way, gives that one. */
  approve(): Promise<Decision>;
  deny(reason?: string): Promise<Decision>;
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
  const latest = useRef(shown);
  const form = shown.id === id ? shown : untouched(id);
  const input = form.edit ? form.edit.input : approval.input;

  return {
    id,
    tool,
    toolName,
    input,
    setInput: (next) =>
      change({ edit: { input: typeof next === 'function' ? next(inputNow()) : next }, rejection: undefined }),
    isEdited: !isSameJson(input, approval.input),
    isDeciding: form.deciding !== undefined,
    rejection: form.rejection,
    approve: () => decide(() => approval.approve(editNow())),
    deny: (reason) => decide(() => approval.deny(reason)),
    reset: () => change({ edit: undefined, rejection: undefined }),
  };

  /** The form as of the last event, which may not be rendered yet. */
  function now(): Form {
    return latest.current.id === id ? latest.current : untouched(id);
  }

  function inputNow(): unknown {
    const { edit } = now();
    return edit ? edit.input : approval.input;
  }

  function editNow(): { readonly input: unknown } | undefined {
    const edited = inputNow();
    return isSameJson(edited, approval.input) ? undefined : { input: edited };
  }

  function change(changes: Partial<Form>): void {
    latest.current = { ...now(), ...changes };
    setShown(latest.current);
  }

  function decide(request: () => Promise<Decision>): Promise<Decision> {
    const { deciding } = now();
    if (deciding) return deciding;
    const decision = request();
    const settle = (rejection: Rejection | undefined): void => {
      if (now().deciding === decision) change({ deciding: undefined, rejection });
    };
    change({ deciding: decision, rejection: undefined });
    decision.then(
      (result) => settle(result.ok ? undefined : result.rejection),
      () => settle(undefined),
    );
    return decision;
  }
}

interface Form {
  /** The call that the form is for. */
  readonly id: string;
  readonly edit: { readonly input: unknown } | undefined;
  readonly deciding: Promise<Decision> | undefined;
  readonly rejection: Rejection | undefined;
}

function untouched(id: string): Form {
  return { id, edit: undefined, deciding: undefined, rejection: undefined };
}
