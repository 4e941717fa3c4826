import type { LiveAgent } from '@twelvefold/react';
import { memo, useDeferredValue, useRef, useState, type ReactNode } from 'react';
import type { Dock } from '../agent-inspector.tsx';
import { MomentContext } from '../moment.ts';
import type { OpenedFile } from '../time/open-file.ts';
import { TimeBar } from '../time/time-bar.tsx';
import { WaitingStrip } from '../waiting/waiting-strip.tsx';
import { DockFrame } from './dock-frame.tsx';
import { Columns } from './columns.tsx';
import { scrollToEntry } from './scroll-to-entry.ts';
import { useAgentMoment } from './use-agent-moment.ts';
import { useFileMoment } from './use-file-moment.ts';
import { useTakeFocus } from './use-take-focus.ts';

export interface PanelProps {
  readonly agent: LiveAgent;
  readonly dock: Dock;
  readonly theme: 'light' | 'dark' | undefined;
  readonly onShowEntry: ((entryId: string) => void) | undefined;
  readonly onFork: ((threadId: string) => void) | undefined;
  readonly onClose: () => void;
}

/** Each with the part of a page that the panel takes there, as the path of a 16 × 16 picture. */
const DOCKS: readonly { readonly dock: Dock; readonly title: string; readonly part: string }[] = [
  { dock: 'bottom', title: 'Dock to the bottom', part: 'M2 9h12v4H2z' },
  { dock: 'right', title: 'Dock to the right', part: 'M9 3h5v10H9z' },
  { dock: 'window', title: 'Open in a window of its own', part: 'M6 6h8v7H6z' },
];

/** The panel itself: what waits for a person, the time bar, and the panes, all at one moment of the log. */
export function Panel({ agent, dock: first, theme, onShowEntry, onFork, onClose }: PanelProps): ReactNode {
  const [dock, setDock] = useState(first);
  const [file, setFile] = useState<OpenedFile>();
  const live = useAgentMoment(agent, onShowEntry ?? scrollToEntry);
  const moment = useFileMoment(file) ?? live;
  // Whoever scrubs moves at once, however long the panes take to follow.
  const shown = useDeferredValue(moment);
  const { definition, events, state, problem } = moment;
  const title = `${definition.name} · ${events[0]?.threadId ?? (state.threadId || 'no thread yet')}`;
  return (
    <MomentContext.Provider value={moment}>
      <DockFrame dock={dock} theme={theme} label={`Inspector of ${agent.definition.name}`} onClose={onClose}>
        <header className="tfi-bar">
          <Heading title={title} />
          <span className="tfi-spring" />
          {DOCKS.map(({ dock: to, title: words, part }) => (
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
              <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <path d="M1.5 2.5h13v11h-13z" fill="none" stroke="currentColor" />
                <path d={part} fill="currentColor" />
              </svg>
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
        <TimeBar own={agent.definition} file={file} onFile={setFile} onFork={onFork} />
        <MomentContext.Provider value={shown}>
          <Panes />
        </MomentContext.Provider>
      </DockFrame>
    </MomentContext.Provider>
  );
}

/** Renders for another moment, and for nothing else that the panel does. */
const Panes = memo(Columns);

/** Takes the focus when it is there, which is later than the panel: a frame has no root at first. */
function Heading({ title }: { readonly title: string }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useTakeFocus(heading);
  return (
    <h2 className="tfi-title" tabIndex={-1} ref={heading}>
      {title}
    </h2>
  );
}
