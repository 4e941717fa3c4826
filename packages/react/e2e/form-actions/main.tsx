/** An approval with every kind of field, and what ran in the end; a message, and a disk that may be full. */
import { createMemoryStore, type Store } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { defineAgent, defineTool, useAgent } from '../../src/index.ts';
import { shown } from './shown.ts';

const order = z.object({
  invoice: z.string(),
  isUrgent: z.boolean(),
  lines: z.array(z.object({ cents: z.number(), isPaid: z.boolean() })),
  note: z.string(),
  until: z.null(),
  extra: z.record(z.string(), z.string()),
});

const place = defineTool({ input: order.describe('Places an order.'), execute: (input) => input });
const desk = defineAgent({ name: 'desk', instructions: '', approval: 'always', tools: { place } });
const model = scriptedModel([{ calls: [{ tool: 'place', input: shown }] }, { text: 'Done.' }]);
const memory = createMemoryStore();
let isFull = false;
const store: Store = {
  ...memory,
  append: (...args) => (isFull ? Promise.reject(new Error('The disk is full.')) : memory.append(...args)),
};

function Tab({ name }: { readonly name: string }): ReactNode {
  const { state, approvals, rejection, send } = useAgent(desk, { model, store, thread: 't' });
  const calls = state.entries.filter((entry) => entry.kind === 'call');
  return (
    <section aria-label={name}>
      <button onClick={() => send('Go')}>Go</button>
      {approvals.map(({ id, fields, approve, deny }) => (
        <form key={id} action={approve}>
          {fields.map((field) => (
            <input key={field.name} {...field} />
          ))}
          <textarea name="input.note" aria-label="note" defaultValue={shown.note} />
          <input name="reason" aria-label="why not" />
          <button>Approve</button> <button formAction={deny}>Deny</button>
        </form>
      ))}
      {approvals.map(({ id, approve }) => (
        <form key={id} action={approve}>
          <button>As it is</button>
        </form>
      ))}
      <form action={send}>
        <input name="text" aria-label="message" /> <button type="reset">Clear</button>
      </form>
      <label>
        <input type="checkbox" onChange={({ target }) => (isFull = target.checked)} /> Full disk
      </label>
      <output>{rejection?.message}</output>
      <pre>
        {JSON.stringify(calls.map(({ status, decisions, ...call }) => ({ status, decisions, input: call.input })))}
      </pre>
    </section>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Tab name="one" />
    <Tab name="other" />
  </StrictMode>,
);
