import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat } from './chat.tsx';
import { Copilot } from './copilot.tsx';
import { Kept } from './kept.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <section aria-labelledby="chat">
      <h1 id="chat">Chat</h1>
      <Chat />
    </section>
    <section aria-labelledby="copilot">
      <h1 id="copilot">Copilot</h1>
      <Copilot />
    </section>
    <section aria-labelledby="kept">
      <h1 id="kept">Kept</h1>
      <Kept />
    </section>
  </StrictMode>,
);
