import { expect, test } from 'vitest';
import { openTestDatabase } from '../../db/test-database.ts';
import { changesBetween } from './changes.ts';
import { fieldLabel, toolLabel } from './field-label.ts';
import { outcomeWords } from './outcome-words.ts';
import { plainWords } from './plain-words.ts';

const database = await openTestDatabase();

test.each([
  [
    'create_payment_link',
    { customerId: 5, amount: 750 },
    'Create a payment link for $750.00 to Jeff Malone (Harbor Labs)',
  ],
  [
    'create_payment_link',
    { customerId: 999, amount: 1 },
    'Create a payment link for $1.00 to customer 999, whom nobody knows',
  ],
  ['refund_invoice', { number: 'INV-1042', amount: 80.5 }, 'Refund $80.50 on INV-1042'],
  ['send_email', { customerId: 5, subject: 'Hello', body: 'x' }, 'Send Jeff Malone (Harbor Labs) the e-mail “Hello”'],
  [
    'create_invoice',
    {
      customerId: 5,
      lines: [
        { description: 'a', amount: 0.1 },
        { description: 'b', amount: 0.2 },
      ],
    },
    'Create an invoice of $0.30 to Jeff Malone (Harbor Labs)',
  ],
  ['find_customer', { name: 'Jeff' }, 'Look for “Jeff”'],
  ['list_invoices', {}, 'List all invoices'],
  ['list_invoices', { status: 'overdue', minAmount: 100 }, 'List invoices: status overdue, at least $100.00'],
  ['revenue_summary', { from: '2026-11-01', to: '2026-11-30' }, 'Revenue from Nov 1, 2026 to Nov 30, 2026'],
  ['delete_everything', 'not an object', 'Run delete everything'],
])('%s %j is said in plain words', (tool, input, words) => {
  expect(plainWords(tool, input, database)).toBe(words);
});

test('what came of a call is said in a few words, and left to the output where nobody knows the tool', () => {
  expect(outcomeWords('find_customer', { matches: [{}, {}] })).toBe('2 customers');
  expect(outcomeWords('create_invoice', { number: 'INV-1063', total: 455.5 })).toBe(
    'INV-1063 over $455.50 was issued.',
  );
  expect(outcomeWords('unknown', { a: 1 })).toBeUndefined();
});

test('a change is told field by field, inside lists too', () => {
  const before = { customerId: 5, lines: [{ description: 'Logo', amount: 400 }], memo: 'x' };
  const after = {
    customerId: 6,
    lines: [
      { description: 'Logo', amount: 350 },
      { description: 'Card', amount: 1 },
    ],
  };
  expect(changesBetween(before, after, database)).toEqual([
    { label: 'Customer', before: 'Jeff Malone (Harbor Labs)', after: 'Ingrid Solberg (Fjellvik Ceramics)' },
    { label: 'Lines 1 Amount', before: '$400.00', after: '$350.00' },
    { label: 'For', before: 'x', after: 'nothing' },
    { label: 'Lines 2 Description', before: 'nothing', after: 'Card' },
    { label: 'Lines 2 Amount', before: 'nothing', after: '$1.00' },
  ]);
  expect(changesBetween(before, before, database)).toEqual([]);
});

test('names that the dictionary lacks are put in words, prototype names included', () => {
  expect(fieldLabel('shippingAddress')).toBe('Shipping address');
  expect(fieldLabel('constructor')).toBe('Constructor');
  expect(toolLabel('toString')).toBe('To string');
});
