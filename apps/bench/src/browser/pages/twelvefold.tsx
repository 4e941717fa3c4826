import { useAgent, type ViewEntry } from '@twelvefold/react';
import { memo, type ReactNode } from 'react';
import { Layout } from '../page/views.tsx';
import { entryView, startTwelvefoldPage, type ChatProps } from './twelvefold-page.tsx';

startTwelvefoldPage(Chat);

/** All entries of a view, each behind `memo`: what the README begins with. */
function Chat({ agent, shown, status }: ChatProps): ReactNode {
  const { entries } = useAgent(agent);
  return (
    <Layout status={status}>
      {entries.slice(-shown).map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Layout>
  );
}

const Entry = memo(({ entry }: { readonly entry: ViewEntry }) => entryView(entry));
