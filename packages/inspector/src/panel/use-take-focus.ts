import { useEffect, type RefObject } from 'react';

/** Gives an element the focus when it has mounted, and gives it back to whatever had it when it is gone. */
export function useTakeFocus(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [ref]);
}
