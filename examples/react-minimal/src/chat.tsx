import { defineAgent, useAgent } from '@twelvefold/react';
import { model } from './model.ts';

const chat = defineAgent({ name: 'chat', instructions: 'You are brief.' });

export function Chat() {
  const { entries, send } = useAgent(chat, { model });
  return (
    <form action={send}>
      {entries.map((entry) => 'text' in entry && <p key={entry.id}>{entry.text}</p>)}
      <input name="text" aria-label="Message" />
    </form>
  );
}
