/*
 * A page of somebody else, with machines and an agent. `?inspector=<address>` says where the inspector is; with `&frame` it stands
 * in a frame of this page, otherwise it is opened as a window of its own.
 */
import { createBrowserInspector, createBrowserReceiver } from '@statelyai/inspect';
import { defineAgent, defineTool } from '@twelvefold/core';
import { feedInspector } from '@twelvefold/inspector/stately';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { z } from 'zod';
import { runMachines } from '../machines.ts';

declare global {
  interface Window {
    /** What the receiver of `@statelyai/inspect` heard, where this page is one. */
    readonly heard: unknown[];
  }
}

const search = new URLSearchParams(location.search);
const heard: unknown[] = [];
Object.assign(window, { heard });

if (search.has('receiver')) createBrowserReceiver().subscribe((event) => void heard.push(event));
else {
  document.getElementById('machines')?.addEventListener('click', () => void runMachines(inspector().inspect));
  document.getElementById('agent')?.addEventListener('click', () => void runAgent());
}

function inspector(): ReturnType<typeof createBrowserInspector> {
  const url = search.get('inspector') ?? '';
  if (!search.has('frame')) return createBrowserInspector({ url });
  const iframe = document.createElement('iframe');
  iframe.style.cssText = 'width:100%;height:600px;border:0';
  document.body.append(iframe);
  return createBrowserInspector({ url, iframe });
}

async function runAgent(): Promise<void> {
  const desk = defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    tools: {
      find_invoices: defineTool({
        description: 'Finds invoices.',
        input: z.object({ customer: z.string() }),
        execute: async () => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          return [{ number: 'F-1' }];
        },
      }),
      send_reminder: defineTool({
        description: 'Sends a reminder.',
        input: z.object({ invoice: z.string() }),
        approval: 'always',
        execute: () => ({ sent: true }),
      }),
    },
  });
  const model = scriptedModel([
    { text: 'I look it up.', calls: [{ tool: 'find_invoices', input: { customer: 'Jeff' } }] },
    { text: 'I write.', calls: [{ tool: 'send_reminder', input: { invoice: 'F-1' } }] },
    { text: 'It is sent.' },
  ]);
  const agent = createAgent(desk, { model });
  feedInspector(agent as unknown as LiveAgent, inspector());
  await agent.send('Remind Jeff of his invoice');
}
