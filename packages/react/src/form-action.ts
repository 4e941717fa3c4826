import type { Decision } from '@twelvefold/core';
import { formOfAction, keepTyped, letClear } from './keep-typed.ts';

/** Whether React calls a command as the action of a form or of one of its buttons. */
export function isForm(value: unknown): value is FormData {
  return typeof FormData === 'function' && value instanceof FormData;
}

/** The text in a field of a form; empty without such a field. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Whether a checkbox of a form is ticked. */
export function isTicked(form: FormData, name: string): boolean {
  return ['on', 'true'].includes(textIn(form, name));
}

/**
 * A command as an action of React, which takes no result: what was refused is in the view, as its `rejection`, and what was
 * typed is still in the form.
 */
export async function asAction(decision: Promise<Decision>): Promise<void> {
  const form = formOfAction();
  if (form) letClear(form);
  const { ok } = await decision;
  if (form && !ok) keepTyped(form);
}
