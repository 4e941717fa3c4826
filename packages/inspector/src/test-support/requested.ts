import type { EventDraft } from '@twelvefold/core';

/** A request to the model, for logs that are written by hand. */
export const requested = (step: number, attempt: number = 1): EventDraft => ({
  type: 'model.requested',
  step,
  attempt,
  promptVersion: 'p',
  contextHash: 'h',
  modelId: 'm',
  runner: 'r',
  leaseUntilMs: 0,
});
