import { buildRequest, initialState, validate, type AgentDefinition, type Json } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { listEmails } from '../../db/emails.ts';
import { getInvoice } from '../../db/invoices.ts';
import { listPaymentLinks, settlePaymentLink } from '../../db/payment-links.ts';
import { openTestDatabase } from '../../db/test-database.ts';
import { createDeskAgent, type DeskTools, type ToolName } from './desk-agent.ts';

const database = await openTestDatabase();
const desk = createDeskAgent(database);

const context = { threadId: 't', callId: '1.0', attempt: 1, secrets: {}, signal: new AbortController().signal };

/** Runs a tool as a claim would. */
async function run(
  tool: Exclude<ToolName, 'ask_human'>,
  input: Json,
  key: string = crypto.randomUUID(),
): Promise<unknown> {
  const { execute, input: schema } = desk.tools[tool];
  const checked = validate<unknown>(schema, input);
  if (!checked.ok) throw new TypeError(JSON.stringify(checked.error.issues));
  return execute(checked.value as never, { ...context, idempotencyKey: key });
}

test('a model is told of nine tools, each with a JSON Schema of its input, and of the day at the desk', () => {
  const { request } = buildRequest(desk as unknown as AgentDefinition, initialState);
  expect(request.tools.map(({ name }) => name)).toEqual([
    'find_customer',
    'list_invoices',
    'get_invoice',
    'revenue_summary',
    'create_payment_link',
    'refund_invoice',
    'send_email',
    'create_invoice',
    'ask_human',
  ] satisfies (keyof DeskTools)[]);
  const link = request.tools.find(({ name }) => name === 'create_payment_link')?.inputSchema;
  expect(link).toMatchObject({
    type: 'object',
    properties: { customerId: { type: 'integer' }, amount: { type: 'number' }, memo: { type: 'string' } },
    required: ['customerId', 'amount'],
  });
  expect(request.system).toContain('2026-11-20');
});

test('lookups give names, dollars and days', async () => {
  expect(await run('find_customer', { name: 'jeff' })).toEqual({
    matches: [{ id: 5, name: 'Jeff Malone', company: 'Harbor Labs', email: 'jeff@harborlabs.example' }],
  });
  const overdue = (await run('list_invoices', { status: 'overdue' })) as { count: number; total: number };
  expect(overdue).toMatchObject({ count: 10 });
  const large = await run('list_invoices', { status: 'overdue', minAmount: overdue.total });
  expect(large).toEqual({ invoices: [], count: 0, total: 0 });
  const invoice = getInvoice(database, 'INV-1042');
  expect(await run('get_invoice', { number: 'inv-1042' })).toMatchObject({
    number: 'INV-1042',
    customer: invoice.customerName,
    total: invoice.totalCents / 100,
    due: invoice.dueOn,
  });
  const revenue = await run('revenue_summary', { from: '2026-11-01', to: '2026-11-30' });
  expect(revenue).toMatchObject({
    currency: 'USD',
    paid: 19_880,
    refunded: 250,
    net: 19_630,
    overdue: 30_865,
    open: 71_540 - 30_865,
  });
});

test.each<readonly [Exclude<ToolName, 'ask_human'>, Json]>([
  ['create_payment_link', { customerId: 5, amount: 0 }],
  ['create_payment_link', { customerId: 5, amount: 10.001 }],
  ['create_payment_link', { customerId: 5, amount: 10_000_001 }],
  ['create_payment_link', { customerId: 'Jeff', amount: 10 }],
  ['refund_invoice', { number: '', amount: 10 }],
  ['send_email', { customerId: 5, subject: ' ', body: 'x' }],
  ['create_invoice', { customerId: 5, lines: [] }],
  ['create_invoice', { customerId: 5, lines: [{ description: 'x', amount: 1 }], due: '2026-02-30' }],
  ['list_invoices', { status: 'unpaid' }],
  ['revenue_summary', { from: 'last week', to: '2026-11-30' }],
])('%s refuses %j', (tool, input) => {
  expect(validate<unknown>(desk.tools[tool].input, input).ok).toBe(false);
});

test('dollars become exactly the cents that they are', async () => {
  for (const amount of [19.99, 0.29, 1.1, 4.35, 1234.56]) {
    const made = await run('create_payment_link', { customerId: 5, amount });
    expect(made).toMatchObject({ amount });
    expect(listPaymentLinks(database)[0]?.amountCents).toBe(Math.round(amount * 100));
  }
});

test('the key of a call makes it happen once, however often it is tried', async () => {
  const link = { customerId: 5, amount: 77, memo: 'Once' };
  const first = await run('create_payment_link', link, 'thread/1.0');
  expect(await run('create_payment_link', link, 'thread/1.0')).toEqual(first);
  expect(listPaymentLinks(database).filter(({ memo }) => memo === 'Once')).toHaveLength(1);
});

test('an e-mail is sent as often as that is tried, so a lost one is a matter for a person', async () => {
  const email = { customerId: 5, subject: 'Twice', body: 'Twice.' };
  expect(await run('send_email', email, 'thread/1.0')).not.toEqual(await run('send_email', email, 'thread/1.0'));
  expect(listEmails(database).filter(({ subject }) => subject === 'Twice')).toHaveLength(2);
  const { send_email, ...others } = desk.tools;
  expect(send_email.idempotent ?? false).toBe(false);
  expect(others.create_invoice.idempotent && others.refund_invoice.idempotent).toBe(true);
});

test('a payment link is taken back once, also when that is tried again, and not once it is paid', async () => {
  const input = { customerId: 5, amount: 12 };
  const [made, paid] = [await run('create_payment_link', input), await run('create_payment_link', input)];
  const { id: paidId } = paid as { readonly id: number };
  const undo = (output: unknown) =>
    desk.tools.create_payment_link.undo?.execute(input, output as never, { ...context, idempotencyKey: 'k' });
  const canceled = { id: (made as { readonly id: number }).id, status: 'canceled' };
  expect([await undo(made), await undo(made)]).toEqual([canceled, canceled]);
  await settlePaymentLink(database, paidId, 'paid');
  await expect(undo(paid)).rejects.toThrow(`Payment link ${paidId} is paid already`);
});

test('an invoice is issued, with all its lines, and due in thirty days unless said', async () => {
  const lines = [
    { description: 'Logo', amount: 400 },
    { description: 'Cards', amount: 55.5 },
  ];
  const made = (await run('create_invoice', { customerId: 6, lines })) as { number: string };
  expect(made).toMatchObject({ total: 455.5, due: '2026-12-20', customer: 'Ingrid Solberg (Fjellvik Ceramics)' });
  expect(getInvoice(database, made.number)).toMatchObject({ status: 'open', totalCents: 45_550 });
});

test('what the desk refuses is a sentence for the model', async () => {
  await expect(run('get_invoice', { number: 'INV-9' })).rejects.toThrow('There is no invoice "INV-9"');
  await expect(run('send_email', { customerId: 999, subject: 'x', body: 'y' })).rejects.toThrow('There is no customer');
});

test('a person is asked about all that changes something, except about refunds of at most $50', async () => {
  const call = (tool: string, input: Json) => ({ tool, input });
  const model = scriptedModel([
    {
      calls: [
        call('refund_invoice', { number: 'INV-1003', amount: 50 }),
        call('refund_invoice', { number: 'INV-1003', amount: 50.01 }),
        call('create_payment_link', { customerId: 5, amount: 1 }),
        call('send_email', { customerId: 5, subject: 'a', body: 'b' }),
        call('create_invoice', { customerId: 5, lines: [{ description: 'a', amount: 1 }] }),
        call('find_customer', { name: 'Jeff' }),
        call('ask_human', { question: 'Which one?' }),
      ],
    },
  ]);
  const agent = createAgent(desk, { model });
  await agent.send('do it');
  const statuses = () =>
    agent.getState().entries.flatMap((entry) => (entry.kind === 'call' ? [`${entry.tool} ${entry.status}`] : []));
  await expect
    .poll(statuses)
    .toEqual([
      'refund_invoice succeeded',
      'refund_invoice gated',
      'create_payment_link gated',
      'send_email gated',
      'create_invoice gated',
      'find_customer succeeded',
      'ask_human asked',
    ]);
  agent.dispose();
});
