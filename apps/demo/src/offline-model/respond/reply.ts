import type { PlannedCall } from './plan.ts';

/** What the model says next. Without calls it is the last word on what was asked. */
export interface Reply {
  readonly text: string;
  readonly calls: readonly PlannedCall[];
}
