/* What must not grow with a thread, counted: no noise can fail these, and no fast machine can pass them. */
import { expect, test } from 'vitest';
import { toXmlMessages } from './context-xml.ts';
import { defineAgent } from './agent-definition.ts';
import { toFolding, type Folding } from './folding.ts';
import { buildRequest } from './model-request.ts';
import { reduce } from './reduce.ts';
import { initialState, type State } from './state.ts';
import { testDesk } from './test-support/test-desk.ts';
import { testThread, type TestThread } from './test-support/test-thread.ts';

const desk = testDesk();

test.each([
  ['messages', testDesk()],
  ['xml', defineAgent({ ...testDesk(), context: toXmlMessages() })],
])('[R65] over 50 steps, all of a request is how the next one begins: %s', (_, definition) => {
  const thread = testThread({ ...definition, limits: { steps: 100 } });
  thread.send('Look at everything');
  const texts: string[] = [];
  for (let step = 1; step <= 50; step++) {
    texts.push(textOf(definition, thread));
    thread.reply({ text: `Step ${step}`, calls: [{ tool: 'look', input: { step } }] });
    thread.run(`${step}.0`, { seen: step, note: 'ü "quoted" 👋' });
  }
  for (const [index, text] of texts.slice(1).entries()) expect(text.startsWith(texts[index] ?? ' ')).toBe(true);
  expect(new Set(texts).size).toBe(50);
});

test('[R13] each event of a reply of many calls copies a bounded part of the entries, however many calls there are', () => {
  const [few, many] = [copiedBy(16), copiedBy(128)];
  expect(many.perEvent).toBeLessThanOrEqual(64);
  expect(many.changed).toBe(1);
  expect(few.changed).toBe(1);
});

/** What the model is sent, without what every request ends with. */
function textOf(definition: typeof desk, thread: TestThread): string {
  const { system, tools, messages } = buildRequest(definition, thread.state()).request;
  const text = JSON.stringify([system, tools, ...messages]).slice(0, -1);
  const closing = JSON.stringify("\n\nwhat's the next step?").slice(1, -1);
  const end = text.lastIndexOf(closing);
  return end < 0 ? text : text.slice(0, end);
}

/** The most places that one event after the reply copied, and the most entries that it changed. */
function copiedBy(calls: number): { readonly perEvent: number; readonly changed: number } {
  const thread = testThread(desk);
  thread.send('Look at everything');
  thread.reply({ calls: Array.from({ length: calls }, (_, index) => ({ tool: 'look', input: { index } })) });
  for (let index = 0; index < calls; index++) thread.run(`1.${index}`, 'seen');
  let state: State = initialState;
  let perEvent = 0;
  let changed = 0;
  for (const event of thread.log()) {
    const before = state;
    state = reduce(state, event);
    if (!event.type.startsWith('call.')) continue;
    perEvent = Math.max(perEvent, copiedPlaces(toFolding(before), toFolding(state)));
    changed = Math.max(changed, state.entries.filter((entry, index) => entry !== before.entries[index]).length);
  }
  return { perEvent, changed };
}

function copiedPlaces({ entries: before }: Folding, { entries: after }: Folding): number {
  const known = new Set<unknown>([...before.chunks, before.tail]);
  return [...after.chunks, after.tail].reduce((places, chunk) => places + (known.has(chunk) ? 0 : chunk.length), 0);
}
