// @vitest-environment node
import type { LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { createOfflineModel } from './index.ts';
import { converse, TODAY_MS, userMessage } from './test-conversation.ts';
import { json, testDesk } from './test-desk.ts';

const REVENUE = [[['revenue_summary', { from: '2026-10-01', to: '2026-10-31' }]]];

/** A step of an earlier reply as the prompt holds it. */
function step(tool: string, input: object, output: LanguageModelV4ToolResultOutput, id = tool): LanguageModelV4Prompt {
  return [
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId: id, toolName: tool, input }] },
    { role: 'tool', content: [{ type: 'tool-result', toolCallId: id, toolName: tool, output }] },
  ];
}

const LINK_ASKED = userMessage('create a payment link for $50 to Jeff');
const FOUND = step('find_customer', { name: 'Jeff' }, json({ matches: [{ id: 1, name: 'Jeff Malone' }] }));
const CREATED = step('create_payment_link', { customerId: 1, amount: 50 }, json({ url: 'https://pay.example/e' }));
const CANCELLED = step(
  'create_payment_link',
  { customerId: 1, amount: 50 },
  { type: 'error-text', value: 'The run was cancelled before this call was carried out.' },
);

test('a question that came while an approval was pending is answered together with the outcome', async () => {
  const { steps, text } = await converse(['what did we earn last month?'], testDesk(), [
    LINK_ASKED,
    ...FOUND,
    ...CREATED,
  ]);
  expect(steps).toEqual(REVENUE);
  expect(text).toMatch(
    /^Done: a payment link for \$50\.00 to Jeff Malone: https:\/\/pay\.example\/e\n\nRevenue, last month/,
  );
});

test('what had not begun when a newer message came is not begun, and that is said', async () => {
  const { steps, text } = await converse(['what did we earn last month?'], testDesk(), [LINK_ASKED, ...FOUND]);
  expect(steps).toEqual(REVENUE);
  expect(text).toContain('I left “create a payment link for $50 to Jeff” where it was when you wrote again.');
});

test('a cancelled request is not taken up again', async () => {
  const { steps, text } = await converse(['what did we earn last month?'], testDesk(), [
    LINK_ASKED,
    ...FOUND,
    ...CANCELLED,
  ]);
  expect(steps).toEqual(REVENUE);
  expect(text).toMatch(/^Revenue, last month/);
});

test('two messages before the first reply: a correction changes the first', async () => {
  const { steps } = await converse(['make it $60'], testDesk(), [LINK_ASKED]);
  expect(steps).toEqual([
    [['find_customer', { name: 'Jeff' }]],
    [['create_payment_link', { customerId: 1, amount: 60 }]],
  ]);
});

test('a request that another model began is gone on with: its calls are not made again', async () => {
  const others = step(
    'create_payment_link',
    { customerId: 1, amount: 50, memo: 'by hand' },
    json({ url: 'https://pay.example/f' }),
  );
  expect(await replyTo([LINK_ASKED, ...FOUND, ...others])).toEqual([
    { type: 'text', text: 'Done: a payment link for $50.00 to Jeff Malone (by hand): https://pay.example/f' },
  ]);
});

test('a day that turned between two replies does not make a call twice', async () => {
  const asked = userMessage('invoice Jeff $40 for lunch, due next friday');
  const made = step(
    'create_invoice',
    { customerId: 1, lines: [{ description: 'lunch', amount: 40 }], due: '2026-11-20' },
    json({ number: 'INV-1100', total: 40, dueOn: '2026-11-20' }),
  );
  expect(await replyTo([asked, ...FOUND, ...made])).toEqual([
    { type: 'text', text: 'Done: INV-1100 for Jeff Malone, $40.00, due 2026-11-20.' },
  ]);
});

async function replyTo(prompt: LanguageModelV4Prompt): Promise<readonly unknown[]> {
  const model = createOfflineModel({ delayMs: 0, now: () => TODAY_MS });
  return (await model.doGenerate({ prompt, tools: [...testDesk().tools] })).content;
}
