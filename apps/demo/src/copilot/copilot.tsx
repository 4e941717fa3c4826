import { useAgent } from '@twelvefold/react';
import { buildRequest, initialState, type AgentDefinition } from '@twelvefold/core';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Database } from '../db/database.ts';
import { labels } from '../labels.ts';
import { Composer } from './composer.tsx';
import { createConversation, type Conversation } from './conversation.ts';
import { ConversationContext, type ConversationFacts } from './conversation-context.ts';
import { CopilotHeader } from './copilot-header.tsx';
import { createChosenModel } from './model/chosen-model.ts';
import { Suggestions } from './suggestions.tsx';
import { Transcript } from './transcript/transcript.tsx';
import './copilot.css';

/** The panel beside the desk. It gets the same database that the desk shows. */
export function Copilot({ database }: { readonly database: Database }): ReactNode {
  const [chosen] = useState(createChosenModel);
  const [conversation, setConversation] = useState(() => createConversation(database, chosen.model));
  const begin = () => {
    void conversation.agent.cancel().finally(conversation.agent.stop);
    setConversation(createConversation(database, chosen.model));
  };
  return (
    <div className="copilot">
      <CopilotHeader conversation={conversation} chosen={chosen} onNew={begin} />
      <Thread key={conversation.key} conversation={conversation} />
    </div>
  );
}

function Thread({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const agent = useAgent(conversation.agent);
  const input = useRef<HTMLTextAreaElement>(null);
  const { definition } = conversation.agent;
  const facts = useMemo((): ConversationFacts => {
    const { request } = buildRequest(definition as unknown as AgentDefinition, initialState);
    return { definition, schemas: new Map(request.tools.map(({ name, inputSchema }) => [name, inputSchema])) };
  }, [definition]);
  const suggest = (text: string) => {
    void agent.send(text);
    input.current?.focus();
  };
  return (
    <ConversationContext value={facts}>
      {agent.problem && (
        <p className="problem" role="alert">
          {labels.copilot.phase.problem}
        </p>
      )}
      <Transcript agent={agent} empty={<Suggestions onPick={suggest} />} />
      <Composer agent={agent} input={input} onSent={() => undefined} />
    </ConversationContext>
  );
}
