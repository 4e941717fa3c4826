import { buildRequest, initialState, type AgentDefinition } from '@twelvefold/core';
import { useAgent } from '@twelvefold/react';
import { useMemo, useRef, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { waitingIds } from './attention.ts';
import { Composer } from './composer.tsx';
import type { Conversation } from './conversation.ts';
import { ConversationContext, type ConversationFacts } from './conversation-context.ts';
import { StandingRules } from './standing-rules.tsx';
import { Suggestions } from './suggestions.tsx';
import { Transcript } from './transcript/transcript.tsx';
import { useAttention } from './use-attention.ts';

/** What a `ConversationView` shows. */
export interface ConversationViewProps {
  readonly conversation: Conversation;
  /** The person asked for it just now, so they want to write in it. */
  readonly takesFocus: boolean;
}

/** One conversation: what was said and done, and where one writes. */
export function ConversationView({ conversation, takesFocus }: ConversationViewProps): ReactNode {
  const agent = useAgent(conversation.agent);
  const root = useRef<HTMLDivElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const { definition } = conversation.agent;
  const facts = useMemo((): ConversationFacts => {
    const { request } = buildRequest(definition as unknown as AgentDefinition, initialState);
    return { definition, schemas: new Map(request.tools.map(({ name, inputSchema }) => [name, inputSchema])) };
  }, [definition]);
  const { isCalling, goThere } = useAttention({ waiting: waitingIds(agent), root, composer });
  const { log, phase } = labels.copilot;
  const suggest = (text: string) => {
    void agent.send(text);
    composer.current?.focus();
  };

  return (
    <ConversationContext value={facts}>
      <div ref={root} className="conversation">
        {agent.problem && (
          <p className="problem" role="alert">
            {phase.problem}
          </p>
        )}
        <Transcript agent={agent} empty={<Suggestions onPick={suggest} />} />
        <div>
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
