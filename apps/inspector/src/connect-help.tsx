import { type ReactNode } from 'react';
import type { Sources } from './sources.ts';

/** What to write where the machines are, while none has said anything. */
export function ConnectHelp({ sources }: { readonly sources: Sources }): ReactNode {
  const { server } = sources.get();
  const page = location.origin === 'null' ? location.href : new URL('./', location.href).href;
  return (
    <div className="app-help">
      <h2>No machine has said anything yet</h2>
      <p>From a page, which opens this one or shows it in a frame:</p>
      <Code>{`import { createBrowserInspector } from '@statelyai/inspect';

const inspector = createBrowserInspector({ url: '${page}' });
createActor(machine, { inspect: inspector.inspect }).start();`}</Code>
      <p>
        From anywhere, over a socket{server.kind === 'at' ? ':' : ', once npx @twelvefold/inspector serves this page:'}
      </p>
      <Code>{`import { createWebSocketInspector } from '@statelyai/inspect';

const inspector = createWebSocketInspector({ url: '${server.kind === 'at' ? server.url : 'ws://localhost:8080'}' });`}</Code>
      <p>An agent of Twelvefold, with either of the two:</p>
      <Code>{`import { feedInspector } from '@twelvefold/inspector/stately';

const stop = feedInspector(agent, inspector);`}</Code>
      <p className="tfi-quiet">Nothing leaves this page. What was recorded elsewhere can be opened with Import.</p>
    </div>
  );
}

function Code({ children }: { readonly children: string }): ReactNode {
  return (
    <pre className="tfi-mono app-code" tabIndex={0}>
      {children}
    </pre>
  );
}
