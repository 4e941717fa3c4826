// @vitest-environment node
import { expect, test } from 'vitest';
import { converse } from './test-conversation.ts';
import { ask, denied, email, failed, find, link, testChains } from './test-chains.ts';
import { json, testDesk } from './test-desk.ts';

const MEMO = 'sponsoring the february AI tinkerers meetup';

testChains({
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
    said: ['create a $20-30 payment link for our customer Jeff'],
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
});

test('after a denied link a correction proposes the corrected one', async () => {
  const desk = testDesk({ create_payment_link: [denied(': no'), json({ url: 'https://pay.example/d' })] });
  const { steps, text } = await converse(['create a payment link for $750 to Jeff', 'make it $500'], desk);
  expect({ steps, text }).toEqual({
    steps: [[find('Jeff')], [link(1, 500)]],
    text: 'Done: a payment link for $500.00 to Jeff Malone: https://pay.example/d',
  });
});
