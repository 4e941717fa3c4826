import { buildRequest, initialState, type AgentDefinition, type Json, type JsonObject } from '@twelvefold/core';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../db/test-database.ts';
import { createDeskAgent } from '../agent/desk-agent.ts';
import { readDraft, toDraft, type FormDraft } from './form-draft.ts';
import { toFormField } from './form-field.ts';

const everything: JsonObject = {
  type: 'object',
  properties: {
    title: { type: 'string' },
    note: { type: 'string', maxLength: 5000 },
    day: { type: 'string', format: 'date' },
    amount: { type: 'number', multipleOf: 0.01, maximum: 10_000 },
    count: { type: 'number' },
    size: { enum: ['small', 'large'] },
    step: { enum: [1, 2] },
    express: { type: 'boolean' },
    gift: { type: 'boolean' },
    owner: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    rank: { type: ['integer', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        properties: { text: { type: 'string' }, price: { type: 'number' } },
        required: ['text'],
      },
    },
    address: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    other: { oneOf: [{ type: 'string' }, { type: 'object' }] },
  },
  required: ['title', 'amount', 'count', 'express', 'owner', 'rank', 'lines', 'address', 'other'],
};
const field = toFormField(everything);
const full: Json = {
  title: 'A',
  note: 'n',
  day: '2026-11-20',
  amount: 12.5,
  count: -1.25,
  size: 'large',
  step: 2,
  express: true,
  gift: false,
  owner: 'me',
  rank: 3,
  tags: ['x', 'y'],
  lines: [{ text: 'a', price: 1 }, { text: 'b' }],
  address: { city: 'Lund' },
  other: { free: [1] },
};

/** The draft with one of its fields typed differently. */
function typed(name: string, value: FormDraft): FormDraft {
  return { ...(toDraft(field, full) as Readonly<Record<string, FormDraft>>), [name]: value };
}

test('a value that nobody touched comes back as it was, whatever it is made of', () => {
  expect(readDraft(field, toDraft(field, full))).toEqual({ value: full, problems: {} });
});

test('each type has its control', () => {
  const kinds = field.type.kind === 'object' ? field.type.fields.map(({ name, type }) => `${name} ${type.kind}`) : [];
  expect(kinds).toEqual([
    'title text',
    'note text',
    'day day',
    'amount money',
    'count number',
    'size choice',
    'step choice',
    'express flag',
    'gift choice',
    'owner text',
    'rank number',
    'tags list',
    'lines list',
    'address object',
    'other json',
  ]);
});

test('what is optional and left empty is left out; what may be null becomes null', () => {
  const least = { title: 'A', amount: 1, count: 2, express: false, lines: [], address: { city: 'L' }, other: 'x' };
  expect(readDraft(field, toDraft(field, least))).toEqual({
    value: { ...least, owner: null, rank: null },
    problems: {},
  });
});

test.each([
  ['amount', '$1,250.50', 1250.5],
  ['amount', ' 3 ', 3],
  ['amount', '75.50', 75.5],
  ['amount', '0.07', 0.07],
  ['count', '-1', -1],
  ['count', '12,500', 12_500],
  ['step', '1', 1],
  ['title', ' kept as typed ', ' kept as typed '],
])('%s typed as "%s" is %j', (name, text, expected) => {
  const { value, problems } = readDraft(field, typed(name, text));
  expect((value as Readonly<Record<string, Json>>)[name]).toEqual(expected);
  expect(problems).toEqual({});
});

test.each([
  ['amount', '75,50', { amount: 'Enter an amount above 0, such as 750 or 12.50.' }],
  ['amount', '0', { amount: 'Enter an amount above 0, such as 750 or 12.50.' }],
  ['amount', '-5', { amount: 'Enter an amount above 0, such as 750 or 12.50.' }],
  ['amount', '0.001', { amount: 'Enter an amount above 0, such as 750 or 12.50.' }],
  ['amount', '1e3', { amount: 'Enter an amount above 0, such as 750 or 12.50.' }],
  ['amount', '10,000.01', { amount: 'Enter an amount of no more than $10,000.00.' }],
  ['count', '75,50', { count: 'Enter a number, such as 750 or 12.50.' }],
  ['count', 'a lot', { count: 'Enter a number, such as 750 or 12.50.' }],
  ['count', '1e999', { count: 'Enter a number, such as 750 or 12.50.' }],
  ['count', '9'.repeat(400), { count: 'Enter a number, such as 750 or 12.50.' }],
  ['title', '  ', { title: 'This is needed.' }],
  ['other', '{"cut', { other: 'This is not JSON.' }],
  [
    'lines',
    [{ text: '', price: 'x' }],
    { 'lines.0.text': 'This is needed.', 'lines.0.price': 'Enter a number, such as 750 or 12.50.' },
  ],
])('%s typed as %j is refused where it stands', (name, draft, problems) => {
  expect(readDraft(field, typed(name, draft)).problems).toEqual(problems);
});

describe('the desk’s own tools', async () => {
  const desk = createDeskAgent(await openTestDatabase());
  const { request } = buildRequest(desk as unknown as AgentDefinition, initialState);
  const inputs: Readonly<Record<string, Json>> = {
    create_payment_link: { customerId: 5, amount: 750, memo: 'Meetup' },
    refund_invoice: { number: 'INV-1042', amount: 80 },
    send_email: { customerId: 5, subject: 'Hello', body: 'Two\nlines' },
    create_invoice: { customerId: 5, lines: [{ description: 'Logo', amount: 400.5 }], due: '2026-12-18' },
  };
  test.each(Object.entries(inputs))('%s can be edited without JSON', (tool, input) => {
    const form = toFormField(request.tools.find(({ name }) => name === tool)?.inputSchema ?? {});
    expect(JSON.stringify(form)).not.toContain('"kind":"json"');
    expect(readDraft(form, toDraft(form, input))).toEqual({ value: input, problems: {} });
  });
});

test('fields can be given choices by name, at any depth', () => {
  const options = [{ value: 5, label: 'Jeff' }];
  const form = toFormField(
    { type: 'object', properties: { customerId: { type: 'integer' } }, required: ['customerId'] },
    { customerId: options },
  );
  expect(form.type).toMatchObject({ fields: [{ type: { kind: 'choice', options } }] });
  expect(readDraft(form, { customerId: '5' })).toEqual({ value: { customerId: 5 }, problems: {} });
});
