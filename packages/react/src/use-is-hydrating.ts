'use client';
import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/** Whether this render has to give what the server gave: on the server, and while its HTML is hydrated. */
export function useIsHydrating(): boolean {
  return useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
}
