/**
 * An app with an agent and its inspector. In the address: `thread` (`new`, `waiting`, `finished` or `long`), `dock`, `theme`,
 * and `open`, without which the panel is closed.
 */
import { toText, useAgent, type LiveAgent } from '@twelvefold/react';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { AgentInspector, type Dock } from '../../src/index.ts';
import type { desk } from './desk.ts';
import { agentOn } from './threads.ts';

const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
if (theme) document.documentElement.style.colorScheme = theme;

const agent = await agentOn(asked.get('thread') ?? 'waiting');
Object.assign(globalThis, { agent });

function App({ agent }: { readonly agent: LiveAgent<(typeof desk)['tools']> }): ReactNode {
  const { entries, phase, send } = useAgent(agent);
  return (
    <main>
      <h1>An app with an agent</h1>
      <p>
        It is <output>{phase}</output>.
      </p>
      <form action={send}>
        <input name="text" aria-label="Message" />
      </form>
      <ol>
        {entries.slice(-40).map((entry) => (
          <li key={entry.id} data-entry-id={entry.id}>
            {toText(entry)}
          </li>
        ))}
      </ol>
      <AgentInspector
        agent={agent}
        dock={(asked.get('dock') ?? 'bottom') as Dock}
        {...(asked.has('open') && { isOpen: true })}
      />
    </main>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App agent={agent} />
  </StrictMode>,
);
