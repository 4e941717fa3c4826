import { useSyncExternalStore, type ReactNode } from 'react';
import type { Sources, SourcesView } from './sources.ts';

/** Who speaks to this page, and whether those may who were not expected. */
export function Senders({ sources }: { readonly sources: Sources }): ReactNode {
  const { senders, server, socket, refused } = useSyncExternalStore(sources.subscribe, sources.get);
  const allowed = senders.filter(({ standing }) => standing === 'allowed');
  return (
    <section className="app-senders" aria-label="Who speaks">
      <ul className="app-sources">
        {allowed.map(({ id, origin }) => (
          <li key={id} className="tfi-badge">
            Page {nameOf(origin)}
          </li>
        ))}
        {server.kind === 'at' && (
          <li className="tfi-badge">
            {server.url}, {STANDINGS[socket ?? 'connecting']}
          </li>
        )}
        {server.kind === 'bad' && <li className="tfi-badge">{server.named} is no ws:// or wss:// address</li>}
        {allowed.length === 0 && server.kind === 'none' && <li className="tfi-badge">Nobody is connected</li>}
      </ul>
      {refused && (
        <p className="app-refused tfi-quiet">
          {refused.count.toLocaleString('en-US')} could not be read, the last as {refused.reason}.
        </p>
      )}
      {senders
        .filter(({ standing }) => standing === 'asks')
        .map(({ id, origin, held }) => (
          <div key={id} className="app-ask" role="alert">
            <p>
              Another page, <b className="tfi-mono">{nameOf(origin)}</b>, wants to show its machines here. {held}{' '}
              {held === 1 ? 'message waits' : 'messages wait'}.
            </p>
            <button type="button" className="tfi-button" data-strong="" onClick={() => sources.allow(id)}>
              Show them
            </button>
            <button type="button" className="tfi-button" onClick={() => sources.block(id)}>
              Block
            </button>
          </div>
        ))}
    </section>
  );
}

const STANDINGS: Readonly<Record<NonNullable<SourcesView['socket']>, string>> = {
  connecting: 'connecting',
  connected: 'connected',
  lost: 'gone, trying again',
};

function nameOf(origin: string): string {
  return origin === 'null' ? 'without an origin' : origin;
}
