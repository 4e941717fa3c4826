import { defineAgent, toText, useAgent } from '@twelvefold/react';
import { createIndexedDbStore } from '@twelvefold/stores/indexeddb';
import { model } from './model.ts';

const notes = defineAgent({ name: 'notes', instructions: 'You are brief.' });
const store = createIndexedDbStore();

export function Kept() {
  const { entries, isRestoring, send } = useAgent(notes, { model, store, thread: 'notes' });
  if (isRestoring) return <p>One moment.</p>;
  return (
    <form action={send}>
      <pre>{entries.map(toText).join('\n')}</pre>
      <input name="text" aria-label="Message" />
    </form>
  );
}
