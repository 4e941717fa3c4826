import { createAgent, useAgent, type LiveAgent, type ViewEntry } from '@twelvefold/react';
import type { ComponentType, ReactNode } from 'react';
import { messagesOf } from '../page/content.ts';
import { countRender } from '../page/counts.ts';
import { entriesOf, logOf } from '../page/long-log.ts';
import { startPage } from '../page/start-page.tsx';
import { throttleMs } from '../page/throttle-ms.ts';
import { callView, messageView, statusView, textView } from '../page/views.tsx';
import { benchAgent, benchModel } from './bench-agent.ts';

export interface ChatProps {
  readonly agent: LiveAgent;
  /** So many of the newest entries are in the page. */
  readonly shown: number;
  readonly status: ReactNode;
}

/** A live agent on the thread, and a chat over it: the list with its entries. */
export function startTwelvefoldPage(Chat: ComponentType<ChatProps>): void {
  startPage({
    create: async (thread, reply) => {
      const agent = createAgent(benchAgent, {
        model: benchModel(reply),
        thread: { id: 'bench', events: logOf(benchAgent, 'bench', messagesOf(thread)) },
        ...(throttleMs !== undefined && { draftIntervalMs: throttleMs }),
      });
      await agent.start();
      const status = thread.hasStatus && <Status agent={agent} />;
      return { element: <Chat agent={agent} shown={entriesOf(thread.shown)} status={status} />, send: agent.send };
    },
  });
}

/** One entry; whatever the bench does not show is nothing. */
export function entryView(entry: ViewEntry): ReactNode {
  countRender(entry.kind === 'call' ? 'call' : 'message', entry.id);
  if (entry.kind === 'message') return messageView('user', textView(entry.text));
  if (entry.kind === 'reply') return messageView('assistant', textView(entry.text));
  if (entry.kind === 'call') return messageView('assistant', callView(entry.input));
  return null;
}

function Status({ agent }: Pick<ChatProps, 'agent'>): ReactNode {
  return statusView(useAgent(agent, ({ phase }) => phase) === 'thinking');
}
