// @vitest-environment node
import { expect, test } from 'vitest';
import { splitRequests } from './requests.ts';

const split = (text: string) => splitRequests(text).map((piece) => piece.text.trim());

test('sentences, "then" and verbs behind "and" begin requests', () => {
  expect(split('Refund $20 on INV-1042. Show overdue invoices')).toEqual([
    'Refund $20 on INV-1042.',
    'Show overdue invoices',
  ]);
  expect(split('show INV-1042 and then remind Jeff')).toEqual(['show INV-1042', 'and then remind Jeff']);
  expect(split('show overdue invoices, and email Jeff that we moved')).toHaveLength(2);
});

test('nouns that could be verbs begin none, nor does what is quoted', () => {
  expect(split('invoice Acme $500 for design and email setup')).toHaveLength(1);
  expect(split('create a link for $40 to Jeff with memo "lunch. Then refund $20 on INV-1042"')).toHaveLength(1);
});

test('a title and an abbreviation end no sentence', () => {
  expect(split('Send Dr. Chen of Acme Inc. a $1.50 link')).toHaveLength(1);
});

test('what is told to someone stays together', () => {
  expect(split('email Jeff that we moved and send love')).toHaveLength(1);
  expect(splitRequests('email Jeff: hi. Refund INV-1042. Refund INV-1043')).toEqual([
    { text: 'email Jeff: hi. Refund INV-1042. Refund INV-1043', isLoose: false, isMessage: true },
  ]);
});
