'use client';
import type { Timeline, TwelvefoldError } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { useMemo, useSyncExternalStore } from 'react';
import { logOf } from './agent-log.ts';

/** A live agent's log, and the state behind each of its events. */
export interface UseTimeline {
  /** Another one when events were added, and only then: empty until the log was read. */
  readonly timeline: Timeline;
  /** The log has not been read yet. */
  readonly isLoading: boolean;
  /** Why the log could not be read to its end. */
  readonly problem: TwelvefoldError | undefined;
}

/**
 * A live agent's log as it grows. Renders when something was logged, not while a reply streams.
 *
 * @example
 * const { timeline } = useTimeline(agent);
 * const before = timeline.stateAt(timeline.events.length - 1);
 */
export function useTimeline(agent: LiveAgent): UseTimeline {
  const log = logOf(agent);
  const { value, isLoading, problem } = useSyncExternalStore(log.subscribe, log.get, log.getInitial);
  return useMemo(() => ({ timeline: value, isLoading, problem }), [value, isLoading, problem]);
}
