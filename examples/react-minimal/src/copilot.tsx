import { defineAgent, defineTool, toText, useAgent, type FormField } from '@twelvefold/react';
import { z } from 'zod';
import { model } from './model.ts';

const input = z.object({ invoice: z.string(), euros: z.number().positive() }).describe('Create a payment link.');
const create_link = defineTool({ input, execute: ({ invoice, euros }) => `https://pay.example/${invoice}/${euros}` });
const desk = defineAgent({ name: 'desk', instructions: 'Bill people.', approval: 'always', tools: { create_link } });

const toInput = (field: FormField) => <input key={field.name} {...field} />;

export function Copilot() {
  const { entries, approvals, rejection, send } = useAgent(desk, { model });
  return (
    <main>
      <pre>{entries.map(toText).join('\n')}</pre>
      {approvals.map(({ id, fields, approve, deny }) => (
        <form key={id} action={approve}>
          {fields.map(toInput)} <button>Approve</button> <button formAction={deny}>Deny</button>
        </form>
      ))}
      <form action={send}>
        <input name="text" aria-label="Message" /> <output>{rejection?.message}</output>
      </form>
    </main>
  );
}
