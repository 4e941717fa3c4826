/** @vitest-environment happy-dom */
/** Forms whose fields are not those that the card had. */
import { createMemoryStore } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank, bankTools } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { row } from './row.ts';
import { callOf, play, untilCall, untilStill } from './scene.ts';
import { showApprovals } from './show-approvals.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };

/** The card of a refund, in a page. */
async function card(ledger: Ledger, terms: object = {}) {
  const { refund, ...tools } = bankTools(ledger);
  const asking = { ...refund, approval: () => ({ ask: terms }) };
  const model = scriptedModel([{ calls: [{ tool: 'refund', input: REFUND }] }, {}]);
  const definition = bank(ledger, { tools: { ...tools, refund: asking } });
  const { agent, log } = play(definition, { model, store: createMemoryStore(), thread: 'thread' });
  const shown = showApprovals(agent);
  await agent.send('Refund.');
  await untilCall(agent, '1.0', 'gated');
  await expect.poll(() => shown().length).toBe(1);
  const [handle] = shown();
  if (!handle) throw new Error('There is no card.');
  return { agent, handle, log };
}

function form(fields: readonly (readonly [string, string | Blob])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

function permit(ledger: Ledger, input: object): void {
  ledger.permit({ threadId: 'thread', callId: '1.0', tool: 'refund', input });
}

row(
  'A form with fields that its card never had: another call, a hash, people, prototypes, more input',
  async (ledger) => {
    const { agent, handle, log } = await card(ledger);
    permit(ledger, REFUND);
    const names = ['callId', 'inputHash', 'by', 'by.id', 'tool', 'threadId', 'quorum', '__proto__', 'constructor'];
    const nested = [
      'input',
      'input.__proto__',
      'input.__proto__.amount',
      'input.constructor',
      'input.to',
      'input.amount.x',
    ];
    await handle.approve(form([...names, ...nested].map((name) => [name, '99999'] as const)));
    await untilStill(agent);
    expect(callOf(agent, '1.0')).toMatchObject({ status: 'succeeded', input: REFUND });
    const approved = (await log()).find(({ type }) => type === 'call.approved');
    expect(approved).not.toHaveProperty('editedInput');
    expect(({} as { readonly amount?: number }).amount).toBeUndefined();
    expect(ledger.effects()).toHaveLength(1);
  },
);

row('A form whose fields hold files, nothing, words for numbers, numbers without end, or megabytes', async (ledger) => {
  const { agent, handle } = await card(ledger);
  const file = new File(['99999'], 'amount.txt');
  const bad: readonly (readonly [string, string | Blob])[] = [
    ['input.amount', file],
    ['input.invoice', file],
    ['input.amount', ''],
    ['input.amount', 'all of it'],
    ['input.amount', '1e400'],
    ['input.amount', 'NaN'],
  ];
  for (const field of bad) {
    await handle.approve(form([field]));
    expect(agent.getSnapshot().rejection?.code).toBe('invalid_input');
  }
  expect(callOf(agent, '1.0').status).toBe('gated');
  await handle.deny(
    form([
      ['reason', file],
      ['suggestion', 'x'.repeat(5_000_000)],
    ]),
  );
  await untilStill(agent);
  expect(callOf(agent, '1.0').decisions).toMatchObject([{ kind: 'denied' }]);
  expect(ledger.effects()).toEqual([]);
});

row(
  'A form that has a field twice: the last one counts, as an edit that goes through schema and policy',
  async (ledger) => {
    const { agent, handle } = await card(ledger);
    permit(ledger, { ...REFUND, amount: 2 });
    await handle.approve(
      form([
        ['input.amount', '900'],
        ['input.amount', '2'],
      ]),
    );
    await untilStill(agent);
    expect(callOf(agent, '1.0')).toMatchObject({ input: { ...REFUND, amount: 2 }, modelInput: REFUND });
    expect(ledger.effects()).toHaveLength(1);
  },
);

row(
  'A hidden `remember` in a form: as another value, as a file, behind a first one, and on a quorum',
  async (ledger) => {
    for (const hidden of [
      [['remember', '1']],
      [['remember', new File(['on'], 'on')]],
      [
        ['remember', 'false'],
        ['remember', 'on'],
      ],
    ] as const) {
      const { agent, handle } = await card(ledger);
      permit(ledger, REFUND);
      await handle.approve(form(hidden));
      await untilStill(agent);
      expect(agent.getState().rules).toEqual([]);
      agent.dispose();
    }
    const { agent, handle } = await card(ledger, { quorum: 2 });
    await handle.approve(form([['remember', 'on']]));
    expect(agent.getSnapshot().rejection?.code).toBe('rule_not_allowed');
    expect(callOf(agent, '1.0').decisions).toEqual([]);
    await agent.deny('1.0');
    await untilStill(agent);
    expect(ledger.effects()).toHaveLength(3);
  },
);
