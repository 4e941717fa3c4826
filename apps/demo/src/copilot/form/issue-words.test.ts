import { buildRequest, initialState, validate, type AgentDefinition, type Json, type Schema } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../db/test-database.ts';
import { createDeskAgent } from '../agent/desk-agent.ts';
import { toFormField } from './form-field.ts';
import { issueWords } from './issue-words.ts';

const desk = createDeskAgent(await openTestDatabase());
const { request } = buildRequest(desk as unknown as AgentDefinition, initialState);

/** What a person is told who sends this, by the path of the field. */
function told(
  name: 'create_payment_link' | 'send_email' | 'create_invoice',
  value: Json,
): Readonly<Record<string, string>> {
  const field = toFormField(request.tools.find((tool) => tool.name === name)?.inputSchema ?? {});
  const checked = validate(desk.tools[name].input as Schema<unknown>, value);
  const issues = checked.ok ? [] : (checked.error.issues ?? []);
  return Object.fromEntries(issues.map(({ path }) => [path, issueWords(field, path, value)]));
}

test('what a schema refuses is told in words for people, at its field', () => {
  expect(told('create_payment_link', { customerId: 5, amount: 0, memo: 'x'.repeat(201) })).toEqual({
    amount: 'Enter an amount above 0, such as 750 or 12.50.',
    memo: 'Enter no more than 200 characters.',
  });
  expect(told('send_email', { customerId: 0.5, subject: '  ', body: 'Hi' })).toEqual({
    customerId: 'Enter a number, such as 750 or 12.50.',
    subject: 'This is needed.',
  });
});

test('in lists, too', () => {
  expect(told('create_invoice', { customerId: 5, lines: [], due: '2026-02-30' })).toEqual({
    lines: 'Add at least one.',
    due: 'Enter a day that exists, such as 2026-12-18.',
  });
  expect(told('create_invoice', { customerId: 5, lines: [{ description: '', amount: -1 }] })).toEqual({
    'lines.0.description': 'This is needed.',
    'lines.0.amount': 'Enter an amount above 0, such as 750 or 12.50.',
  });
});

test('a path that no field has is told of, too', () => {
  const field = toFormField({ type: 'object', properties: { name: { type: 'string' } } });
  expect(issueWords(field, 'name.of.nothing', { name: 'x' })).toBe('This is not possible here. Enter something else.');
  expect(issueWords(field, '', {})).toBe('This is not possible here. Enter something else.');
});
