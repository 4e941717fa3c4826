import { expect, test } from 'vitest';
import { hrefOf, parseRoute, sectionOf, type Route } from './route.ts';

test.each<[Route, string]>([
  [{ page: 'section', section: 'customers' }, '#/customers'],
  [{ page: 'section', section: 'payment-links' }, '#/payment-links'],
  [{ page: 'customer', id: 5 }, '#/customers/5'],
  [{ page: 'invoice', number: 'INV-1042' }, '#/invoices/INV-1042'],
  [{ page: 'invoice', number: 'a b%' }, '#/invoices/a%20b%25'],
])('%j has the address %s, and back', (route, href) => {
  expect([hrefOf(route), parseRoute(href)]).toEqual([href, route]);
});

test.each([
  ['', 'invoices'],
  ['#', 'invoices'],
  ['#/nowhere', 'invoices'],
  ['#/constructor', 'invoices'],
  ['#/%E0%A4%A', 'invoices'],
  ['#/customers/', 'customers'],
  ['#/customers/jeff', 'customers'],
  ['#/refunds/7', 'refunds'],
] as const)('the address "%s" leads to the list of %s', (hash, section) => {
  expect(parseRoute(hash)).toEqual({ page: 'section', section });
});

test('a page belongs to its list', () => {
  expect(['#/invoices/INV-1', '#/customers/1', '#/outbox'].map((hash) => sectionOf(parseRoute(hash)))).toEqual([
    'invoices',
    'customers',
    'outbox',
  ]);
});
