// @vitest-environment node
import { expect, test } from 'vitest';
import { converse } from './test-conversation.ts';
import { denied, email, find, get, testChains } from './test-chains.ts';
import { json, testDesk } from './test-desk.ts';

const PRIYA = email(
  4,
  'Reminder: 2 invoices',
  'Hello Priya,\n\nThis is a friendly reminder of invoices that are still to be paid:\n- INV-1044, $1,200.00, due 2026-10-20\n- INV-1046, $50.00, due 2026-11-10\n\nIf you have paid them already, thank you, and please ignore this note.\n\nBest regards',
);
const TOM = email(
  5,
  'Reminder: invoice INV-1045',
  'Hello Tom,\n\nThis is a friendly reminder of an invoice that is still to be paid:\n- INV-1045, $300.00, due 2026-11-01\n\nIf you have paid it already, thank you, and please ignore this note.\n\nBest regards',
);
testChains({
  'everyone who is overdue gets one email, all in one reply': {
    said: ['remind everyone who is overdue'],
    steps: [[['list_invoices', { status: 'overdue' }]], [find('Priya Raman'), find('Tom Becker')], [PRIYA, TOM]],
    text: 'Sent to Priya Raman: “Reminder: 2 invoices”.\nSent to Tom Becker: “Reminder: invoice INV-1045”.',
  },
  'of several gated emails one may be denied': {
    said: ['remind everybody overdue please'],
    desk: { send_email: [json({ ok: true }), denied(': he pays tomorrow')] },
    steps: [[['list_invoices', { status: 'overdue' }]], [find('Priya Raman'), find('Tom Becker')], [PRIYA, TOM]],
    text: 'Sent to Priya Raman: “Reminder: 2 invoices”.\nI did not write to Tom Becker: it was denied. The reason given: “he pays tomorrow”.',
  },
  'a letter that a person rewrote is not spelled out': {
    said: ['email Jeff that we moved'],
    desk: {
      send_email: json({
        note: 'n',
        input: { customerId: 1, subject: 'Moved', body: 'x'.repeat(200) },
        output: { id: 1 },
      }),
    },
    steps: [[find('Jeff')], [email(1, 'We moved', 'Hello Jeff,\n\nWe moved.\n\nBest regards')]],
    text: 'Sent to Jeff Malone: “Moved”.\nA person changed my input before it ran: subject “Moved” instead of “We moved”, another body.',
  },
  'whom the person spares gets no reminder': {
    said: ['remind everyone who is overdue except Tom Becker'],
    steps: [[['list_invoices', { status: 'overdue' }]], [find('Priya Raman')], [PRIYA]],
    text: 'Sent to Priya Raman: “Reminder: 2 invoices”.',
  },
  'them are those who were listed': {
    said: ['show overdue invoices', 'remind them'],
    steps: [
      [find('Priya Raman'), find('Tom Becker')],
      [PRIYA, TOM],
    ],
    text: 'Sent to Priya Raman: “Reminder: 2 invoices”.\nSent to Tom Becker: “Reminder: invoice INV-1045”.',
  },
  'who owes nothing gets no reminder': {
    said: ['remind Jeff and globex'],
    steps: [
      [find('Jeff'), find('Globex')],
      [
        ['list_invoices', { customerId: 1, status: 'overdue' }],
        ['list_invoices', { customerId: 5, status: 'overdue' }],
      ],
      [TOM],
    ],
    text: 'Sent to Tom Becker: “Reminder: invoice INV-1045”.\nJeff Malone has nothing overdue, so I did not write to them.',
  },
  'a paid invoice is not chased': {
    said: ['chase INV-1042'],
    steps: [[get('INV-1042')]],
    text: 'INV-1042 is paid, so I wrote no reminder for it.',
  },
});

test('at most five emails go out in one reply, and the others are named', async () => {
  const names = ['Ann Ash', 'Bob Bay', 'Cas Cob', 'Dan Doe', 'Eve Elm', 'Flo Fig', 'Gus Gum'];
  const invoices = names.map((customer, index) => ({
    number: `INV-20${index}0`,
    customer,
    customerId: index,
    total: 10,
  }));
  const { steps, text } = await converse(['remind everyone overdue'], testDesk({ list_invoices: json({ invoices }) }));
  expect(steps.map((calls) => calls.map(([tool]) => tool))).toEqual([['list_invoices'], Array(5).fill('send_email')]);
  expect(text.split('\n').at(-1)).toBe('I write to at most 5 at once. Not written to yet: Flo Fig and Gus Gum.');
});
