import { createAgent, useAgent, useEntry, useEntryIds, type LiveAgent } from '@twelvefold/react';
import { memo, type ReactNode } from 'react';
import { messagesOf } from '../page/content.ts';
import { countRender } from '../page/counts.ts';
import { entriesOf, logOf } from '../page/long-log.ts';
import { startPage } from '../page/start-page.tsx';
import { callView, Layout, messageView, statusView, textView } from '../page/views.tsx';
import { benchAgent, benchModel } from './bench-agent.ts';

startPage({
  create: async (thread, reply) => {
    const agent = createAgent(benchAgent, {
      model: benchModel(reply),
      thread: { id: 'bench', events: logOf(benchAgent, 'bench', messagesOf(thread)) },
    });
    await agent.start();
    const status = thread.hasStatus && <Status agent={agent} />;
    return { element: <Chat agent={agent} shown={thread.shown} status={status} />, send: agent.send };
  },
});

/** The list renders when an entry comes or goes; each entry asks for itself. */
function Chat({ agent, shown, status }: { agent: LiveAgent; shown: number; status: ReactNode }): ReactNode {
  const ids = useEntryIds(agent);
  return (
    <Layout status={status}>
      {ids.slice(-entriesOf(shown)).map((id) => (
        <Entry key={id} agent={agent} id={id} />
      ))}
    </Layout>
  );
}

const Entry = memo(({ agent, id }: { readonly agent: LiveAgent; readonly id: string }) => {
  const entry = useEntry(agent, id);
  if (!entry) return null;
  countRender(entry.kind === 'call' ? 'call' : 'message', entry.id);
  if (entry.kind === 'message') return messageView('user', textView(entry.text));
  if (entry.kind === 'reply') return messageView('assistant', textView(entry.text));
  if (entry.kind === 'call') return messageView('assistant', callView(entry.input));
  return null;
});

function Status({ agent }: { agent: LiveAgent }): ReactNode {
  return statusView(useAgent(agent, ({ phase }) => phase) === 'thinking');
}
