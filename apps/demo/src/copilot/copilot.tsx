import { useState, type ReactNode } from 'react';
import type { Database } from '../db/database.ts';
import { ConversationView } from './conversation-view.tsx';
import { createConversation } from './conversation.ts';
import { CopilotHeader } from './copilot-header.tsx';
import { createChosenModel } from './model/chosen-model.ts';
import './copilot.css';

/** The panel beside the desk. It gets the same database that the desk shows. */
export function Copilot({ database }: { readonly database: Database }): ReactNode {
  const [chosen] = useState(createChosenModel);
  const [first] = useState(() => createConversation(database, chosen.model));
  const [conversation, setConversation] = useState(first);
  const begin = () => {
    void conversation.agent.cancel().finally(conversation.agent.dispose);
    setConversation(createConversation(database, chosen.model));
  };
  return (
    <div className="copilot">
      <CopilotHeader conversation={conversation} chosen={chosen} onNew={begin} />
      <ConversationView key={conversation.key} conversation={conversation} takesFocus={conversation !== first} />
    </div>
  );
}
