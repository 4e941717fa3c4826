import { useAgent } from '@twelvefold/react';
import { askToPersist } from '@twelvefold/stores/indexeddb';
import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import { useNotify } from '../ui/notices.tsx';
import { AGENT_NAME } from './agent/desk-agent.ts';
import type { Conversation, Conversations } from './conversation.ts';
import { ConversationView } from './conversation-view.tsx';
import { CopilotHeader } from './copilot-header.tsx';
import { downloadLog } from './download-log.ts';
import type { ChosenModel } from './model/chosen-model.ts';
import type { NamedThread } from './threads/branch-words.ts';
import type { Threads } from './threads/open-threads.ts';
import { RemoveDialog } from './threads/remove-dialog.tsx';
import { titleOf } from './threads/thread-item.tsx';
import { ThreadsButton } from './threads/threads-button.tsx';
import { ThreadsDialog } from './threads/threads-dialog.tsx';
import { useRemovedElsewhere } from './threads/use-removed-elsewhere.ts';
import { shortened } from './words/shortened.ts';
import './history/history.css';
import './threads/threads.css';

const AuditDialog = lazyPart(async () => (await import('./audit/audit-dialog.tsx')).AuditDialog);

/** What a `ConversationPanel` shows and does. */
export interface ConversationPanelProps {
  readonly conversation: Conversation;
  /** The person asked for it just now, so they want to write in it. */
  readonly isAskedFor: boolean;
  readonly threads: Threads;
  readonly chosen: ChosenModel;
  /** Shows another conversation; without an id a new one. */
  readonly onShow: (threadId?: string) => void;
  readonly onRemove: Conversations['remove'];
  /** Shows how the agent works. */
  readonly onInspect: () => void;
}

/** One conversation, with all that concerns it as a whole, and the way to the others. */
export function ConversationPanel(props: ConversationPanelProps): ReactNode {
  const { conversation, isAskedFor, threads, chosen, onShow, onRemove, onInspect } = props;
  const { store, warning, runners, remember } = threads;
  const { agent } = conversation;
  const { threadId, title, forkedFrom, isEmpty } = useAgent(agent, ({ state }) => ({
    threadId: state.threadId,
    title: state.entries.find((entry) => entry.kind === 'message')?.text ?? '',
    forkedFrom: state.origins?.at(-1),
    isEmpty: state.seq === 0,
  }));
  const [view, setView] = useState<'list' | 'audit' | 'past'>();
  const [removing, setRemoving] = useState<NamedThread>();
  const notify = useNotify();
  useEffect(() => {
    if (threadId === '') return;
    remember(threadId);
    // Now there is something to lose.
    if (warning === undefined) void askToPersist().catch(() => undefined);
  }, [threadId, remember, warning]);

  /** Another one in the place of this. */
  const replace = async (): Promise<void> => {
    const { threads: others } = await store.list({ agent: AGENT_NAME, limit: 2 });
    onShow(others.find((other) => other.threadId !== threadId)?.threadId);
  };
  const isRemoving = useRef(false);
  useRemovedElsewhere(store, threadId, () => {
    if (isRemoving.current) return;
    notify(labels.copilot.threads.removing.elsewhere(shortened(titleOf({ title }))));
    onShow();
  });
  const remove = async (removed: string): Promise<void> => {
    if (removed !== threadId) return onRemove(removed);
    isRemoving.current = true;
    try {
      await onRemove(removed);
    } catch (error) {
      // It is there still, and its agent is not.
      onShow(removed);
      throw error;
    }
    await replace();
  };

  const close = () => setView(undefined);
  return (
    <div className="copilot">
      <CopilotHeader
        chosen={chosen}
        threads={<ThreadsButton store={store} shown={threadId} onClick={() => setView('list')} />}
        onNew={() => onShow()}
        more={
          isEmpty
            ? undefined
            : {
                onPast: () => setView('past'),
                onAudit: () => setView('audit'),
                onInspect,
                onDownload: () =>
                  void downloadLog(agent, 'log').catch(() => notify(labels.copilot.header.downloadFailed)),
                onRemove: () => setRemoving({ threadId, title, ...(forkedFrom && { forkedFrom }) }),
              }
        }
      />
      <ConversationView
        agent={agent}
        takesFocus={isAskedFor}
        warning={warning}
        isOwnRunner={runners.has}
        isPast={view === 'past'}
        onClosePast={close}
        onShow={onShow}
        onInspect={onInspect}
      />
      {view === 'list' && (
        <ThreadsDialog
          store={store}
          shown={threadId}
          onOpen={onShow}
          onRemove={setRemoving}
          isAsking={removing !== undefined}
          onClose={close}
        />
      )}
      {view === 'audit' && (
        <Suspense fallback={null}>
          <AuditDialog agent={agent} onClose={close} />
        </Suspense>
      )}
      {removing && (
        <RemoveDialog
          store={store}
          thread={removing}
          remove={() => remove(removing.threadId)}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </div>
  );
}
