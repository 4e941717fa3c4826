import type { EventDraft } from '../event.ts';

/** How a log of the desk begins. */
export const started: EventDraft = { type: 'thread.started', agent: { name: 'desk', version: '1' } };

/** A request of its model. */
export const requested = (step = 1, attempt = 1): EventDraft<'model.requested'> => ({
  type: 'model.requested',
  step,
  attempt,
  promptVersion: 'p',
  contextHash: 'c',
  modelId: 'm',
  runner: 'r1',
  leaseUntilMs: 9,
});
