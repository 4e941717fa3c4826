import { createAgent, useAgent, type LiveAgent, type ViewEntry } from '@twelvefold/react';
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

/** All entries of a view, each behind `memo`: what the README begins with. */
function Chat({ agent, shown, status }: { agent: LiveAgent; shown: number; status: ReactNode }): ReactNode {
  const { entries } = useAgent(agent);
  return (
    <Layout status={status}>
      {entries.slice(-entriesOf(shown)).map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Layout>
  );
}

const Entry = memo(({ entry }: { readonly entry: ViewEntry }) => {
  countRender(entry.kind === 'call' ? 'call' : 'message', entry.id);
  if (entry.kind === 'message') return messageView('user', textView(entry.text));
  if (entry.kind === 'reply') return messageView('assistant', textView(entry.text));
  if (entry.kind === 'call') return messageView('assistant', callView(entry.input));
  return null;
});

function Status({ agent }: { agent: LiveAgent }): ReactNode {
  return statusView(useAgent(agent, ({ phase }) => phase) === 'thinking');
}
