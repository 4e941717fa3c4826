import { lookAt, type LiveAgent } from '@twelvefold/react';
import { useEffect, useRef } from 'react';

/** Has the app show the agent behind this event, read-only; `undefined`: as it is. Ends with the component. */
export function useLook(agent: LiveAgent | undefined, seq: number | undefined): void {
  const end = useRef<() => void>(undefined);
  useEffect(() => {
    // From place to place in one go: the app shows nothing in between.
    if (agent && seq !== undefined) end.current = lookAt(agent, seq);
    else end.current?.();
  }, [agent, seq]);
  useEffect(() => () => end.current?.(), [agent]);
}
