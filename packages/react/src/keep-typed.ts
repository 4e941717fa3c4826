/*
 * React clears a form when its action resolves, whatever came of it. What was refused is to be corrected, not typed anew:
 *
 *   submit ─ action ─ refused → keepTyped ─ React: form.reset() ─ `reset`, prevented once ─→ as it was typed
 *                     accepted ───────────  React: form.reset() ─────────────────────────→ cleared
 */

/** The form whose action React is calling, which its FormData does not say; nothing after an `await`, or in a shadow root. */
export function formOfAction(): HTMLFormElement | undefined {
  const event = typeof window === 'undefined' ? undefined : window.event;
  if (event?.type !== 'submit') return undefined;
  const { target: form, submitter } = event as SubmitEvent & { readonly target: HTMLFormElement };
  // React has a script stand where a function is the action. It clears no other form.
  const actions = [form.getAttribute('action'), submitter?.getAttribute('formaction')];
  return actions.some((action) => action?.startsWith('javascript:')) ? form : undefined;
}

/** Has the form keep what is in it when React clears it the next time. */
export function keepTyped(form: HTMLFormElement): void {
  form.addEventListener('reset', prevent, { once: true });
}

/** Lets React clear the form again. */
export function letClear(form: HTMLFormElement): void {
  form.removeEventListener('reset', prevent);
}

function prevent(reset: Event): void {
  reset.preventDefault();
}
