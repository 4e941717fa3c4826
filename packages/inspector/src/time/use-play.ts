import { useEffect, useState } from 'react';
import type { Moment } from '../moment.ts';

export interface Play {
  readonly isPlaying: boolean;
  /** Begins where the moment is, or at the beginning when it is at the end; or stops. */
  readonly toggle: () => void;
  readonly stop: () => void;
}

/** Goes from event to event, one each `everyMs`, until the end of the log. */
export function usePlay({ seq, events, goTo }: Pick<Moment, 'seq' | 'events' | 'goTo'>, everyMs: number): Play {
  const [isAsked, setAsked] = useState(false);
  const end = events.length;
  const isPlaying = isAsked && seq < end;
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => {
      if (seq + 1 >= end) setAsked(false);
      goTo(seq + 1);
    }, everyMs);
    return () => clearTimeout(timer);
  }, [isPlaying, seq, end, everyMs, goTo]);
  return {
    isPlaying,
    toggle: () => {
      if (!isPlaying && seq >= end) goTo(0);
      setAsked(!isPlaying && end > 0);
    },
    stop: () => setAsked(false),
  };
}
