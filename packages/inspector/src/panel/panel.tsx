import type { LiveAgent } from '@twelvefold/react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Dock } from '../agent-inspector.tsx';
import { MomentContext } from '../moment.ts';
import { TimeBar } from '../time/time-bar.tsx';
import { WaitingStrip } from '../waiting/waiting-strip.tsx';
import { DockFrame } from './dock-frame.tsx';
import { Columns } from './columns.tsx';
import { scrollToEntry } from './scroll-to-entry.ts';
import { useAgentMoment } from './use-agent-moment.ts';
import { useTakeFocus } from './use-take-focus.ts';

export interface PanelProps {
  readonly agent: LiveAgent;
  readonly dock: Dock;
  readonly theme: 'light' | 'dark' | undefined;
  readonly onShowEntry: ((entryId: string) => void) | undefined;
  readonly onClose: () => void;
}

const DOCKS: readonly { readonly dock: Dock; readonly title: string; readonly sign: string }[] = [
  { dock: 'bottom', title: 'Dock to the bottom', sign: '⬓' },
  { dock: 'right', title: 'Dock to the right', sign: '◨' },
  { dock: 'window', title: 'Open in a window of its own', sign: '⧉' },
];

/** The panel itself: what waits for a person, the time bar, and the panes, all at one moment of the log. */
export function Panel({ agent, dock: first, theme, onShowEntry, onClose }: PanelProps): ReactNode {
  const [dock, setDock] = useState(first);
  const moment = useAgentMoment(agent, onShowEntry ?? scrollToEntry);
  const heading = useRef<HTMLHeadingElement>(null);
  useTakeFocus(heading);
  const { state, problem } = moment;
  const title = useMemo(
    () => `${agent.definition.name} · ${state.threadId || 'no thread yet'}`,
    [agent, state.threadId],
  );
  return (
    <MomentContext.Provider value={moment}>
      <DockFrame dock={dock} theme={theme} label={`Inspector of ${agent.definition.name}`} onClose={onClose}>
        <header className="tfi-bar">
          <h2 className="tfi-title" tabIndex={-1} ref={heading}>
            {title}
          </h2>
          <span className="tfi-spring" />
          {DOCKS.map(({ dock: to, title: words, sign }) => (
            <button
              key={to}
              type="button"
              className="tfi-button"
              data-plain=""
              aria-label={words}
              title={words}
              aria-pressed={dock === to}
              onClick={() => setDock(to)}
            >
              <span aria-hidden="true">{sign}</span>
            </button>
          ))}
          <button type="button" className="tfi-button" data-plain="" aria-label="Close the inspector" onClick={onClose}>
            <span aria-hidden="true">✕</span>
          </button>
        </header>
        {problem && (
          <p className="tfi-problem" role="alert">
            {problem.message}
          </p>
        )}
        <WaitingStrip />
        <TimeBar />
        <Columns />
      </DockFrame>
    </MomentContext.Provider>
  );
}
