import { AgentInspector } from '@twelvefold/inspector';
import { use, useState, type ReactNode } from 'react';
import type { Database } from '../db/database.ts';
import { createDeskAgent } from './agent/desk-agent.ts';
import { createConversations, type Conversation } from './conversation.ts';
import { ConversationPanel } from './conversation-panel.tsx';
import { goToEntry } from './go-to-entry.ts';
import { createChosenModel } from './model/chosen-model.ts';
import { openThreads, type Threads } from './threads/open-threads.ts';
import './copilot.css';

/** The panel beside the desk. It gets the same database that the desk shows. */
export function Copilot({ database }: { readonly database: Database }): ReactNode {
  return <Panel database={database} threads={use(opened())} />;
}

let opening: Promise<Threads> | undefined;

/** Once a page, whatever React renders. */
function opened(): Promise<Threads> {
  return (opening ??= openThreads());
}

interface PanelProps {
  readonly database: Database;
  readonly threads: Threads;
}

interface Shown {
  readonly conversation: Conversation;
  /** The person asked for it just now. */
  readonly isAskedFor: boolean;
}

function Panel({ database, threads }: PanelProps): ReactNode {
  const { store, first, remember } = threads;
  const [chosen] = useState(createChosenModel);
  const [conversations] = useState(() =>
    createConversations({ definition: createDeskAgent(database), model: chosen.model, store }),
  );
  const [shown, setShown] = useState((): Shown => ({ conversation: conversations.open(first), isAskedFor: false }));
  const [isInspecting, setInspecting] = useState(false);
  const show = (threadId?: string) => {
    conversations.leave(shown.conversation);
    remember(threadId);
    setShown({ conversation: conversations.open(threadId), isAskedFor: true });
  };
  return (
    <>
      <ConversationPanel
        key={shown.conversation.key}
        {...shown}
        threads={threads}
        chosen={chosen}
        onShow={show}
        onRemove={conversations.remove}
        onInspect={() => setInspecting(true)}
      />
      <AgentInspector
        agent={shown.conversation.agent}
        isOpen={isInspecting}
        onOpenChange={setInspecting}
        onShowEntry={goToEntry}
        onFork={show}
      />
    </>
  );
}
