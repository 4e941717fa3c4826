import type { Clock, Decision, Intent, NextReport, Report } from '@twelvefold/core';
import { createScope, type Scope } from './scope.ts';

export interface ReporterOptions {
  readonly clock: Clock;
  readonly submit: (command: Intent | Report, next?: NextReport) => Promise<Decision>;
  /** Whether the agent is gone, and only tools that it began still run. */
  readonly isDisposed: () => boolean;
}

export interface Reporter {
  /** Offers it until the store takes or refuses it; with it, in the same append, what `next` asks. */
  readonly report: (result: Report, options?: ReportOptions) => Promise<void>;
  /** Waits until a store that failed so often is to be tried again. */
  readonly untilRetry: (failures: number, scope?: Scope) => Promise<void>;
}

export interface ReportOptions {
  /** Ends the offering; by default nothing does while the agent lives. */
  readonly scope?: Scope;
  readonly next?: NextReport;
}

/** How long to wait before a report is offered again to a store that failed: no result is lost, and no run gets stuck. */
const STORE_RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** So often a report is offered again once its agent was disposed: after that the lease tells, and a program can end. */
const RETRIES_WHEN_DISPOSED = 3;

export function createReporter({ clock, submit, isDisposed }: ReporterOptions): Reporter {
  const untilRetry = (failures: number, scope: Scope = createScope()): Promise<void> =>
    clock.sleepUntil(clock.now() + (STORE_RETRY_MS[failures] ?? 10_000), scope.signal);
  return {
    untilRetry,
    report: async (result, { scope, next } = {}) => {
      for (let failures = 0, failuresWhenDisposed = 0; ;) {
        scope?.throwIfOver();
        const decision = await submit(result, next);
        if (decision.ok || decision.rejection.code !== 'store_failed') return;
        if (isDisposed() && failuresWhenDisposed === RETRIES_WHEN_DISPOSED) return;
        await untilRetry(isDisposed() ? failuresWhenDisposed++ : failures++, scope);
      }
    },
  };
}
