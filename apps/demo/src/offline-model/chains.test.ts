// @vitest-environment node
import { expect, test } from 'vitest';
import { converse, type CallMade } from './test-conversation.ts';
import { json, testDesk, type Overrides } from './test-desk.ts';

/** What was said, what the person answered where asked, and every call of the last message, reply by reply. */
interface Chain {
  readonly said: readonly string[];
  readonly desk?: Overrides;
  readonly steps: readonly (readonly CallMade[])[];
  readonly text: string;
}

const find = (name: string): CallMade => ['find_customer', { name }];
const get = (number: string): CallMade => ['get_invoice', { number }];
const link = (customerId: number, amount: number, memo?: string): CallMade => [
  'create_payment_link',
  memo === undefined ? { customerId, amount } : { customerId, amount, memo },
];
const ask = (question: string, more: object = { format: 'text' }): CallMade => ['ask_human', { question, ...more }];
const refundOf = (number: string, amount: number): CallMade => ['refund_invoice', { number, amount }];
const email = (customerId: number, subject: string, body: string): CallMade => [
  'send_email',
  { customerId, subject, body },
];
const denied = (reason: string) => ({ type: 'execution-denied', reason: `Max denied this call${reason}` }) as const;
const failed = (value: string) => ({ type: 'error-text', value }) as const;

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
const MEMO = 'sponsoring the february AI tinkerers meetup';

const CHAINS: Readonly<Record<string, Chain>> = {
  'a payment link is created for the one match': {
    said: [`create a payment link for $750 to Jeff for ${MEMO}`],
    steps: [[find('Jeff')], [link(1, 750, MEMO)]],
    text: `Done: a payment link for $750.00 to Jeff Malone (${MEMO}): https://pay.example/1-750`,
  },
  'several matches are for a person to choose from': {
    said: ['create a payment link for $50 to Maria'],
    desk: { ask_human: json('Maria Kowalski (Brightside Bakery)') },
    steps: [
      [find('Maria')],
      [
        ask('Which Maria do you mean?', {
          format: 'choice',
          options: ['Maria Santos (Lumen Dental)', 'Maria Kowalski (Brightside Bakery)'],
        }),
      ],
      [link(3, 50)],
    ],
    text: 'Done: a payment link for $50.00 to Maria Kowalski: https://pay.example/3-50',
  },
  'the company that was named decides between two of a name': {
    said: ['charge Maria at Lumen Dental $50'],
    steps: [[find('Maria')], [link(2, 50)]],
    text: 'Done: a payment link for $50.00 to Maria Santos: https://pay.example/2-50',
  },
  'another company than the one that was named is no match': {
    said: ['charge Jeff at Globex $50'],
    desk: { ask_human: json('Jeff Malone') },
    steps: [
      [find('Jeff')],
      [ask('I found no Jeff at Globex, only Jeff Malone (Harbor Labs). Who do you mean?')],
      [find('Jeff Malone')],
      [link(1, 50)],
    ],
    text: 'Done: a payment link for $50.00 to Jeff Malone: https://pay.example/1-50',
  },
  'a customer nobody knows is asked about': {
    said: ['create a payment link for $50 to Zelda'],
    desk: { ask_human: json('I meant jeff') },
    steps: [
      [find('Zelda')],
      [ask('I found no customer called “Zelda”. Who do you mean?')],
      [find('Jeff')],
      [link(1, 50)],
    ],
    text: 'Done: a payment link for $50.00 to Jeff Malone: https://pay.example/1-50',
  },
  'what was no customer is what the link is for': {
    said: ['payment link for lunch, $40'],
    desk: { ask_human: json('jeff') },
    steps: [
      [find('Lunch')],
      [ask('I found no customer called “Lunch”. Who do you mean?')],
      [find('Jeff')],
      [link(1, 40, 'lunch')],
    ],
    text: 'Done: a payment link for $40.00 to Jeff Malone (lunch): https://pay.example/1-40',
  },
  'a missing amount is asked for': {
    said: ['create a payment link for Jeff'],
    desk: { ask_human: json('a hundred bucks') },
    steps: [
      [find('Jeff')],
      [ask('How much should the payment link for Jeff Malone be, in US dollars?')],
      [link(1, 100)],
    ],
    text: 'Done: a payment link for $100.00 to Jeff Malone: https://pay.example/1-100',
  },
  'a range is no amount': {
    said: ['create a $20-30 payment link for Jeff'],
    desk: { ask_human: json('never mind') },
    steps: [[find('Jeff')], [ask('How much should the payment link for Jeff Malone be, in US dollars?')]],
    text: 'All right, I left it there and changed nothing more.',
  },
  'a denial is told with its reason': {
    said: ['create a payment link for $750 to Jeff'],
    desk: { create_payment_link: denied(': we do not sponsor') },
    steps: [[find('Jeff')], [link(1, 750)]],
    text: 'I did not create the payment link for Jeff Malone: it was denied. The reason given: “we do not sponsor”.',
  },
  'a denial without a reason': {
    said: ['create a payment link for $750 to Jeff'],
    desk: { create_payment_link: denied(' and gave no reason.') },
    steps: [[find('Jeff')], [link(1, 750)]],
    text: 'I did not create the payment link for Jeff Malone: it was denied, without a reason.',
  },
  'another amount in the reason is offered, and goes through the gate again': {
    said: ['create a payment link for $750 to Jeff'],
    desk: {
      create_payment_link: [denied(': too much, make it $500'), json({ url: 'https://pay.example/a' })],
      ask_human: json(true),
    },
    steps: [
      [find('Jeff')],
      [link(1, 750)],
      [
        ask('It was denied: “too much, make it $500”. Shall I create a payment link of $500.00 instead?', {
          format: 'yes_no',
        }),
      ],
      [link(1, 500)],
    ],
    text: 'Done: a payment link for $500.00 to Jeff Malone: https://pay.example/a',
  },
  'the reason alone changes nothing': {
    said: ['create a payment link for $750 to Jeff'],
    desk: { create_payment_link: denied(': at most $500'), ask_human: json(false) },
    steps: [
      [find('Jeff')],
      [link(1, 750)],
      [ask('It was denied: “at most $500”. Shall I create a payment link of $500.00 instead?', { format: 'yes_no' })],
    ],
    text: 'I did not create the payment link for Jeff Malone: it was denied. The reason given: “at most $500”.',
  },
  'what a person changed before it ran is what is told': {
    said: ['create a payment link for $750 to Jeff for lunch'],
    desk: {
      create_payment_link: json({
        note: 'Max changed the input before approving. This input ran.',
        input: { customerId: 1, amount: 500, memo: 'lunch' },
        output: { url: 'https://pay.example/b' },
      }),
    },
    steps: [[find('Jeff')], [link(1, 750, 'lunch')]],
    text: 'Done: a payment link for $500.00 to Jeff Malone (lunch): https://pay.example/b\nA person changed my input before it ran: amount $500.00 instead of $750.00.',
  },
  'an error that will pass is tried once more': {
    said: ['create a payment link for $750 to Jeff'],
    desk: {
      create_payment_link: [
        failed('Error: the bank is temporarily unavailable'),
        json({ url: 'https://pay.example/c' }),
      ],
    },
    steps: [[find('Jeff')], [link(1, 750)], [link(1, 750)]],
    text: 'Done: a payment link for $750.00 to Jeff Malone: https://pay.example/c',
  },
  'an error that passes twice is told': {
    said: ['create a payment link for $750 to Jeff'],
    desk: { create_payment_link: failed('Error: rate limit reached') },
    steps: [[find('Jeff')], [link(1, 750)], [link(1, 750)]],
    text: 'I could not create the payment link for Jeff Malone. The desk said: Error: rate limit reached.',
  },
  'an error that leaves open whether it happened is never tried again': {
    said: ['refund $20 on INV-1042'],
    desk: { refund_invoice: failed('Error: timed out after 60000 ms') },
    steps: [[refundOf('INV-1042', 20)]],
    text: 'I could not refund INV-1042. The desk said: Error: timed out after 60000 ms.',
  },
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
  'whom the person spares gets no reminder': {
    said: ['remind everyone who is overdue except Tom Becker'],
    steps: [[['list_invoices', { status: 'overdue' }]], [find('Priya Raman')], [PRIYA]],
    text: 'Sent to Priya Raman: “Reminder: 2 invoices”.',
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
  'a full refund is what was paid': {
    said: ['refund INV-1042 in full'],
    steps: [[get('INV-1042')], [refundOf('INV-1042', 500)]],
    text: 'Done: $500.00 refunded on INV-1042.',
  },
  'a full refund leaves out what went back already': {
    said: ['refund all of INV-1042'],
    desk: { get_invoice: json({ number: 'INV-1042', status: 'paid', total: 500, paid: 500, refunded: 120 }) },
    steps: [[get('INV-1042')], [refundOf('INV-1042', 380)]],
    text: 'Done: $380.00 refunded on INV-1042.',
  },
  'an unpaid invoice is not refunded': {
    said: ['refund INV-1045 in full'],
    steps: [[get('INV-1045')]],
    text: 'Nothing can be refunded on INV-1045: it is overdue, and nothing was paid.',
  },
  'a share of two invoices': {
    said: ['refund 10% of INV-1042 and INV-1043'],
    steps: [[get('INV-1042')], [get('INV-1043')], [refundOf('INV-1042', 50), refundOf('INV-1043', 8)]],
    text: 'Done: $50.00 refunded on INV-1042.\nDone: $8.00 refunded on INV-1043.',
  },
  'how much to refund is asked when it was not said': {
    said: ['refund INV-1042'],
    desk: { ask_human: json('half of it') },
    steps: [
      [get('INV-1042')],
      [ask('How much should I refund on INV-1042? Up to $500.00 can be refunded. Say an amount, or “in full”.')],
      [refundOf('INV-1042', 250)],
    ],
    text: 'Done: $250.00 refunded on INV-1042.',
  },
  'the invoice of a customer is looked up': {
    said: ['refund Jeff $20'],
    steps: [[find('Jeff')], [['list_invoices', { customerId: 1, status: 'paid' }]], [refundOf('INV-1042', 20)]],
    text: 'Done: $20.00 refunded on INV-1042.',
  },
  'hours at a rate are counted out': {
    said: ['invoice Jeff for 3 hours of consulting at $120, due next friday'],
    steps: [
      [find('Jeff')],
      [
        [
          'create_invoice',
          { customerId: 1, lines: [{ description: '3 hours of consulting at $120', amount: 360 }], due: '2026-11-27' },
        ],
      ],
    ],
    text: 'Done: INV-1099 for Jeff Malone, $360.00, due 2026-11-27.',
  },
  'an invoice of two lines': {
    said: ['create an invoice for Acme Robotics: $500 for design and $200 for hosting, net 30'],
    steps: [
      [find('Acme Robotics')],
      [
        [
          'create_invoice',
          {
            customerId: 4,
            lines: [
              { description: 'design', amount: 500 },
              { description: 'hosting', amount: 200 },
            ],
            due: '2026-12-22',
          },
        ],
      ],
    ],
    text: 'Done: INV-1099 for Priya Raman, $700.00, due 2026-12-22.',
  },
  'unpaid is open and overdue, asked for at once': {
    said: ['who owes us money?'],
    steps: [
      [
        ['list_invoices', { status: 'open' }],
        ['list_invoices', { status: 'overdue' }],
      ],
    ],
    text: "4 open or overdue invoices, $2,190.00 in total:\n- INV-1047, Nora O'Brien, $640.00, open, due 2026-11-25\n- INV-1044, Priya Raman, $1,200.00, overdue, due 2026-10-20\n- INV-1045, Tom Becker, $300.00, overdue, due 2026-11-01\n- INV-1046, Priya Raman, $50.00, overdue, due 2026-11-10",
  },
  'a period is added up': {
    said: ['what did we earn last month'],
    steps: [[['revenue_summary', { from: '2026-10-01', to: '2026-10-31' }]]],
    text: 'Revenue, last month (2026-10-01 to 2026-10-31): $580.00 paid. Open: $640.00, overdue: $1,550.00.',
  },
  'two requests in one message, the second about the first': {
    said: ['create a payment link for $50 to Jeff and email it to him'],
    steps: [
      [find('Jeff')],
      [link(1, 50)],
      [
        email(
          1,
          'Payment link over $50.00',
          'Hello Jeff,\n\nHere is your payment link over $50.00: https://pay.example/1-50\n\nBest regards',
        ),
      ],
    ],
    text: 'Done: a payment link for $50.00 to Jeff Malone: https://pay.example/1-50\n\nSent to Jeff Malone: “Payment link over $50.00”.',
  },
  'him is whom the conversation was about': {
    said: ['find Jeff', 'send him a payment link for $20'],
    steps: [[link(1, 20)]],
    text: 'Done: a payment link for $20.00 to Jeff Malone: https://pay.example/1-20',
  },
  'it is the invoice that was shown': {
    said: ['show INV-1043', 'refund it in full'],
    steps: [[get('INV-1043')], [refundOf('INV-1043', 80)]],
    text: 'Done: $80.00 refunded on INV-1043.',
  },
  'the same for someone else is a new link': {
    said: ['create a payment link for $50 to Jeff for lunch', 'the same for Priya'],
    steps: [[find('Priya')], [link(4, 50, 'lunch')]],
    text: 'Done: a payment link for $50.00 to Priya Raman (lunch): https://pay.example/4-50',
  },
  'what went through is not done again by a correction': {
    said: ['create a payment link for $50 to Jeff', 'make it $60'],
    steps: [],
    text: 'The first one went through already, so I changed nothing. Ask for a second one in full if you want it.',
  },
  'another period of the same question': {
    said: ['what did we earn last month', 'and this year?'],
    steps: [[['revenue_summary', { from: '2026-01-01', to: '2026-12-31' }]]],
    text: 'Revenue, this year (2026-01-01 to 2026-12-31): $580.00 paid. Open: $640.00, overdue: $1,550.00.',
  },
};

test.each(Object.entries(CHAINS))('%s', async (_, { said, desk, steps, text }) => {
  const heard = await converse(said, testDesk(desk));
  expect({ steps: heard.steps, text: heard.text }).toEqual({ steps, text });
});

test('after a denied link a correction proposes the corrected one', async () => {
  const desk = testDesk({ create_payment_link: [denied(': no'), json({ url: 'https://pay.example/d' })] });
  const { steps, text } = await converse(['create a payment link for $750 to Jeff', 'make it $500'], desk);
  expect({ steps, text }).toEqual({
    steps: [[find('Jeff')], [link(1, 500)]],
    text: 'Done: a payment link for $500.00 to Jeff Malone: https://pay.example/d',
  });
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
