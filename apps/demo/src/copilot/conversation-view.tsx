import { buildRequest, initialState, type AgentDefinition } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { useAgent, useBranches } from '@twelvefold/react';
import { Suspense, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import type { DeskTools } from './agent/desk-agent.ts';
import { waitingIds } from './attention.ts';
import { Composer } from './composer.tsx';
import { ConversationContext, type ConversationFacts } from './conversation-context.ts';
import { Problem } from './problem.tsx';
import { StandingRules } from './standing-rules.tsx';
import { Suggestions } from './suggestions.tsx';
import { Transcript } from './transcript/transcript.tsx';
import { useAttention } from './use-attention.ts';
import { useLostDecisions } from './use-lost-decisions.ts';

const PastView = lazyPart(async () => (await import('./history/past-view.tsx')).PastView);

/** What a `ConversationView` shows. */
export interface ConversationViewProps {
  readonly agent: LiveAgent<DeskTools>;
  /** The person asked for it just now, so they want to write in it. */
  readonly takesFocus: boolean;
  /** Why it is kept no longer than this page. */
  readonly warning?: string | undefined;
  readonly isOwnRunner: (runner: string) => boolean;
  /** Shows what it was instead of what it is. */
  readonly isPast: boolean;
  readonly onClosePast: () => void;
  /** Shows another conversation. */
  readonly onShow: (threadId: string) => void;
  /** Shows how the agent works. */
  readonly onInspect: () => void;
}

/** One conversation: what was said and done, and where one writes. */
export function ConversationView(props: ConversationViewProps): ReactNode {
  const { agent: source, takesFocus, warning, isOwnRunner, isPast, onClosePast, onShow, onInspect } = props;
  const agent = useAgent(source);
  const { points } = useBranches(source);
  const root = useRef<HTMLDivElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const show = useRef(onShow);
  useEffect(() => void (show.current = onShow), [onShow]);
  const facts = useMemo((): ConversationFacts => {
    const { definition, fork } = source;
    const { request } = buildRequest(definition as unknown as AgentDefinition, initialState);
    return {
      definition,
      schemas: new Map(request.tools.map(({ name, inputSchema }) => [name, inputSchema])),
      isOwnRunner,
      branch: async (options) => {
        const begun = await fork(options);
        if (begun.ok) show.current(begun.threadId);
        return begun;
      },
      show: (threadId) => show.current(threadId),
    };
  }, [source, isOwnRunner]);
  const { isCalling, isOutOfView, goThere } = useAttention({
    waiting: waitingIds(agent),
    isReady: !agent.isRestoring,
    takesFocus,
    root,
    composer,
  });
  useLostDecisions(agent.rejection);
  const { log, threads } = labels.copilot;
  const suggest = (text: string) => {
    void agent.send(text);
    composer.current?.focus();
  };
  const empty = agent.isRestoring ? (
    <p className="working restoring" role="status">
      {threads.restoring}
    </p>
  ) : (
    <Suggestions onPick={suggest} onInspect={onInspect} />
  );

  return (
    <ConversationContext value={facts}>
      {isPast && (
        <Suspense fallback={<p className="working restoring">{threads.past.loading}</p>}>
          <PastView agent={source} onClose={onClosePast} />
        </Suspense>
      )}
      <div ref={root} className="conversation" data-reserved={isOutOfView} hidden={isPast}>
        {warning !== undefined && <p className="warning">{warning}</p>}
        {agent.isPast && (
          <p className="warning" role="status">
            {threads.past.shown}
          </p>
        )}
        {agent.problem && <Problem problem={agent.problem} />}
        <Transcript agent={agent} points={points} empty={empty} />
        <div className="composer-area">
          {isCalling && (
            <div className="attention">
              <p role="status">
                {log.waits} <span className="visually-hidden">{log.pressToGo}</span>
              </p>
              <button type="button" className="button button-small" aria-keyshortcuts="Alt+A" onClick={goThere}>
                {log.goThere} <kbd>{log.shortcut}</kbd>
              </button>
            </div>
          )}
          <StandingRules agent={agent} />
          <Composer agent={agent} input={composer} autoFocus={takesFocus} />
        </div>
      </div>
    </ConversationContext>
  );
}
