// @vitest-environment node
import { expect, test } from 'vitest';
import { readClause } from './clause.ts';
import { findCustomers } from './find-customers.ts';

const named = (text: string) =>
  findCustomers(readClause(text, '2026-11-22'), ['object', { after: /^(?:to|for)$/ }])?.customers.map((ref) =>
    ref.by === 'mention' ? 'mentioned' : ref.company === undefined ? ref.name : `${ref.name} @ ${ref.company}`,
  );

test.each([
  ['send a link to jeff', ['Jeff']],
  ['send a link to Jeff, please', ['Jeff']],
  ['SEND A LINK TO JEFF MALONE', ['Jeff Malone']],
  ["send a link to o'brien for lunch", ["O'Brien"]],
  ['send a link to Dr. Chen', ['Chen']],
  ['send a link to priya today', ['Priya']],
  ['send a link to Zoë van Dijk for coffee', ['Zoë van Dijk']],
  ['send a link to Almeida & Sons Roofing', ['Almeida & Sons Roofing']],
  ['send a link to bank of america', ['Bank of America']],
  ['send a link to Coca-Cola', ['Coca-Cola']],
  ['send a link to the Globex team', ['Globex']],
  ['send a link to jeff at harbor labs', ['Jeff @ Harbor Labs']],
  ['send a link to Jeff and Maria', ['Jeff', 'Maria']],
  ['send a link to Jeff, Maria and globex', ['Jeff', 'Maria', 'Globex']],
  ["email Jeff's invoice", ['Jeff']],
  ['email him', ['mentioned']],
  ['email the same customer', ['mentioned']],
  ['email jeff@harborlabs.example', ['jeff@harborlabs.example']],
])('%s', (text, names) => {
  expect(named(text)).toEqual(names);
});

test.each([
  'send a payment link',
  'send a link for the AI meetup',
  'send a link to me',
  'send it for $40',
  'send "to Jeff"',
])('nobody is named: %s', (text) => {
  expect(named(text)).toBeUndefined();
});
