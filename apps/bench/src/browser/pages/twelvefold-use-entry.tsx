import { useEntry, useEntryIds, type LiveAgent } from '@twelvefold/react';
import { memo, type ReactNode } from 'react';
import { Layout } from '../page/views.tsx';
import { entryView, startTwelvefoldPage, type ChatProps } from './twelvefold-page.tsx';

startTwelvefoldPage(Chat);

/** The list renders when an entry comes or goes; each entry asks for itself. */
function Chat({ agent, shown, status }: ChatProps): ReactNode {
  const ids = useEntryIds(agent);
  return (
    <Layout status={status}>
      {ids.slice(-shown).map((id) => (
        <Entry key={id} agent={agent} id={id} />
      ))}
    </Layout>
  );
}

const Entry = memo(({ agent, id }: { readonly agent: LiveAgent; readonly id: string }) => {
  const entry = useEntry(agent, id);
  return entry ? entryView(entry) : null;
});
