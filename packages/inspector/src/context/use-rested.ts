import { useEffect, useRef, useState } from 'react';

const REST_MS = 150;
/** Whoever plays a log never rests: they see something now and then. */
const LONGEST_MS = 1_000;

/** The value as it was when it last stayed the same for a while: one that changes again and again is not followed at each step. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  const last = useRef(value);
  const changedMs = useRef(-Infinity);
  const followedMs = useRef(-Infinity);
  useEffect(() => {
    if (last.current === value) return undefined;
    const nowMs = performance.now();
    const follow = (): void => {
      followedMs.current = performance.now();
      setRested(() => value);
    };
    const hasRested = nowMs - changedMs.current >= REST_MS;
    last.current = value;
    changedMs.current = nowMs;
    // One step alone is shown at once.
    if (hasRested || nowMs - followedMs.current >= LONGEST_MS) {
      follow();
      return undefined;
    }
    const timer = setTimeout(follow, REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
