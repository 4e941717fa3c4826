import type { LiveAgent } from '@twelvefold/machine';
import { useHistory } from '@twelvefold/react';
import { useEffect, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import type { DeskTools } from '../agent/desk-agent.ts';
import { useDecision } from '../call/use-decision.ts';
import { useConversation } from '../conversation-context.ts';
import { Rows } from '../transcript/rows.tsx';
import { toRows } from '../transcript/to-rows.ts';
import { momentWords } from './moment-words.ts';
import { Scrubber } from './scrubber.tsx';

/** What a `PastView` shows. */
export interface PastViewProps {
  readonly agent: LiveAgent<DeskTools>;
  readonly onClose: () => void;
}

/** A conversation as it was at any moment: to look at, and to branch off from. */
export function PastView({ agent, onClose }: PastViewProps): ReactNode {
  const { view, events, seq, goTo, problem } = useHistory(agent);
  const { branch } = useConversation();
  const { isDeciding, refusal, decide } = useDecision();
  const scroller = useRef<HTMLDivElement>(null);
  const words = labels.copilot.threads.past;
  // The last moment that there was when somebody came to look.
  useEffect(() => goTo(agent.getState().seq), [agent, goTo]);
  const { entries, questions, state } = view;
  const rows = useMemo(() => toRows({ entries, questions, phase: 'idle' }), [entries, questions]);
  // Before it is painted, so that nobody sees another part of it first.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [rows]);
  const moments = useMemo(
    () => events.map((event) => ({ ...event, words: momentWords(event, state) })),
    [events, state],
  );

  return (
    <section className="conversation past" aria-label={words.region}>
      {problem && (
        <p className="problem" role="alert">
          {problem.message}
        </p>
      )}
      <div className="scrubber-place">
        <Scrubber moments={moments} seq={seq} onGoTo={goTo} />
      </div>
      <div
        ref={scroller}
        className="transcript transcript-scroller"
        tabIndex={0}
        role="group"
        aria-label={words.position}
      >
        {/* Everything is as it was, and nothing of it can be used. */}
        <fieldset disabled className="transcript-rows">
          <Rows rows={rows} scroller={scroller} isPast />
        </fieldset>
      </div>
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
      <div className="card-actions past-actions">
        <button type="button" className="button button-primary" onClick={onClose}>
          {words.live}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={isDeciding}
          onClick={() => decide(() => branch({ at: seq }))}
        >
          {words.fork}
        </button>
      </div>
    </section>
  );
}
