'use client';
import type { LiveAgent } from '@twelvefold/react';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { isHotkey, DEFAULT_HOTKEY } from './hotkey.ts';
import { MissingPanel } from './missing-panel.tsx';

/** Where the panel stands: along the bottom or the right edge of the page, or in a window of its own. */
export type Dock = 'bottom' | 'right' | 'window';

export interface AgentInspectorProps {
  readonly agent: LiveAgent;
  /** Whether the panel is open, where the app decides. Without it the panel decides for itself, closed at first. */
  readonly isOpen?: boolean;
  /** Told when the person opens or closes the panel. */
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** Where the panel stands at first. Default: the bottom. */
  readonly dock?: Dock;
  /** Opens and closes the panel, as `ctrl+shift+l` does, the default. `false`: no key does. */
  readonly hotkey?: string | false;
  /** Default: what the page around it has. */
  readonly theme?: 'light' | 'dark';
  /** Shows an entry of the log in the app. Default: scrolls to the element with that `data-entry-id`. */
  readonly onShowEntry?: (entryId: string) => void;
  /** Opens a thread that was forked in the panel, where the app can. Default: the panel says its id. */
  readonly onFork?: (threadId: string) => void;
}

const Panel = lazy(async () => {
  try {
    return { default: (await import('./panel/panel.tsx')).Panel };
  } catch {
    return { default: MissingPanel };
  }
});

/**
 * A panel that shows a live agent: its machine, its log, its context window and its state, at any moment of its life.
 * Closed, it subscribes to nothing, and its code is not loaded.
 *
 * @example
 * {import.meta.env.DEV && <AgentInspector agent={agent} />}
 */
export function AgentInspector(props: AgentInspectorProps): ReactNode {
  const { agent, isOpen: asked, onOpenChange, dock = 'bottom', hotkey = DEFAULT_HOTKEY, theme } = props;
  const [own, setOwn] = useState(false);
  const isOpen = asked ?? own;
  const setOpen = (next: boolean): void => {
    setOwn(next);
    onOpenChange?.(next);
  };
  useEffect(() => {
    if (hotkey === false) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isHotkey(event, hotkey)) return;
      event.preventDefault();
      setOpen(!isOpen);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <Panel
        agent={agent}
        dock={dock}
        theme={theme}
        onShowEntry={props.onShowEntry}
        onFork={props.onFork}
        onClose={() => setOpen(false)}
      />
    </Suspense>
  );
}
