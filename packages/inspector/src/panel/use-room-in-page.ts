import { useLayoutEffect } from 'react';
import type { Dock } from '../agent-inspector.tsx';

/**
 * Says how much of the page the panel covers, so that the page can keep clear of it: the custom properties
 * `--agent-inspector-bottom` and `--agent-inspector-right` of its root, CSS lengths, absent while nothing is covered.
 */
export function useRoomInPage(dock: Dock, length: string): void {
  useLayoutEffect(() => {
    if (dock === 'window') return undefined;
    const { style } = document.documentElement;
    const name = `--agent-inspector-${dock}`;
    style.setProperty(name, length);
    return () => void style.removeProperty(name);
  }, [dock, length]);
}
