import type { Fork, LiveAgent } from '@twelvefold/react';
import { useRef, useState, type ReactNode } from 'react';
import { CopyButton } from '../json/copy-button.tsx';
import { usePassFocus } from '../panel/use-pass-focus.ts';

export interface ForkButtonProps {
  readonly agent: LiveAgent;
  /** The last event that the fork keeps. */
  readonly seq: number;
  readonly onFork: ((threadId: string) => void) | undefined;
}

/** Begins another thread at this moment, which leaves the one that is shown alone, and says how to go on with it. */
export function ForkButton({ agent, seq, onFork }: ForkButtonProps): ReactNode {
  const [made, setMade] = useState<{ readonly fork: Fork; readonly seq: number; readonly agent: LiveAgent }>();
  const [isForking, setForking] = useState(false);
  const isOff = seq === 0 || isForking;
  const fork = async (): Promise<void> => {
    setForking(true);
    setMade({ fork: await agent.fork({ at: seq }), seq, agent });
    setForking(false);
  };
  const shown = made?.agent === agent ? made : undefined;
  return (
    <>
      <button
        type="button"
        className="tfi-button"
        aria-disabled={isOff}
        title={
          seq === 0 ? 'A fork keeps the first event at least' : 'Begin another thread with all that happened up to here'
        }
        onClick={() => !isOff && void fork()}
      >
        Fork here
      </button>
      {shown && (
        <Note>
          {shown.fork.ok ? (
            <>
              <p role="status">
                Forked at event {shown.seq}, as thread <code className="tfi-mono">{shown.fork.threadId}</code>.{' '}
                {onFork ? '' : 'To go on with it, make an agent with this id and the same store.'}
              </p>
              {onFork && (
                <button
                  type="button"
                  className="tfi-button"
                  data-strong=""
                  onClick={() => shown.fork.ok && onFork(shown.fork.threadId)}
                >
                  Open it in the app
                </button>
              )}
              <CopyButton text={() => (shown.fork.ok ? shown.fork.threadId : '')}>Copy its id</CopyButton>
            </>
          ) : (
            <p role="alert">{shown.fork.rejection.message}</p>
          )}
          <button type="button" className="tfi-button" data-plain="" onClick={() => setMade(undefined)}>
            Dismiss
          </button>
        </Note>
      )}
    </>
  );
}

function Note({ children }: { readonly children: ReactNode }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  usePassFocus(box);
  return (
    <div className="tfi-time-note" role="group" aria-label="Fork" ref={box}>
      {children}
    </div>
  );
}
