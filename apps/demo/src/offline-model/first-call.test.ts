// @vitest-environment node
import { expect, test } from 'vitest';
import { converse, type CallMade } from './test-conversation.ts';
import { json, testDesk } from './test-desk.ts';

const find = (name: string): CallMade => ['find_customer', { name }];
const list = (filter: object): CallMade => ['list_invoices', filter];
const refundOf = (number: string, amount: number, reason?: string): CallMade => [
  'refund_invoice',
  reason === undefined ? { number, amount } : { number, amount, reason },
];
const get = (number: string): CallMade => ['get_invoice', { number }];
const revenue = (from: string, to: string): CallMade => ['revenue_summary', { from, to }];

const LINKS: readonly (readonly [string, string])[] = [
  ['create a payment link for $750 to Jeff for sponsoring the february AI tinkerers meetup', 'Jeff'],
  ['Could you please make a payment link of 750 bucks for jeff?', 'Jeff'],
  ['seven hundred fifty dollars payment link for Maria Santos', 'Maria Santos'],
  ['Send Acme Robotics a $1.2k payment link', 'Acme Robotics'],
  ['CREATE A PAYMENT LINK FOR $75 TO JEFF', 'Jeff'],
  ['I need a payment link for priya, $40.50, for the pottery class', 'Priya'],
  ['charge globex two grand for the workshop on Friday', 'Globex'],
  ["request $50 from o'brien for catering", "O'Brien"],
  ['would you mind creating a payment link for Jeff at Harbor Labs for $90?', 'Jeff'],
  ['creat a paymnet link for $20 to Jeff', 'Jeff'],
  ["Let's make a checkout link for Blue Bottle Coffee: $12.50, memo: beans", 'Blue Bottle Coffee'],
  ['please create a $750 payment link for Jeff to sponsor the february meetup', 'Jeff'],
  ['I want to send a payment link to Jeff for 750 dollars so he can sponsor the meetup', 'Jeff'],
  ['hey, pls create paymentlink for sam 20 usd', 'Sam'],
  ['can u create a payment link to bank of america for 99 dollars', 'Bank of America'],
];
const READS: readonly (readonly [string, CallMade])[] = [
  ['show overdue invoices over $500', list({ status: 'overdue', minAmount: 500 })],
  ['SHOW ALL OVERDUE INVOICES', list({ status: 'overdue' })],
  ['Which invoices are still open?', list({ status: 'open' })],
  ['invoices due before next friday', list({ dueBefore: '2026-11-27' })],
  ['anything due by december 1?', list({ dueBefore: '2026-12-02' })],
  ['show me invoices between $200 and $900', list({ minAmount: 200, maxAmount: 900 })],
  ['how many drafts do we have?', list({ status: 'draft' })],
  ['list paid invoices under 1,000 dollars please', list({ status: 'paid', maxAmount: 1000 })],
  ['invoices more than 30 days late', list({ status: 'overdue', dueBefore: '2026-10-23' })],
  ['what is the biggest overdue invoice?', list({ status: 'overdue' })],
  ["What's Maria's latest invoice?", find('Maria')],
  ['what does jeff owe us', find('Jeff')],
  ['show INV-1042', get('INV-1042')],
  ['is invoice 1042 paid yet?', get('INV-1042')],
  ["what's the status of #1042", get('INV-1042')],
  ['inv 1042', get('INV-1042')],
  ['what did we earn last month', revenue('2026-10-01', '2026-10-31')],
  ['How much revenue in Q3?', revenue('2026-07-01', '2026-09-30')],
  ['how are we doing this year', revenue('2026-01-01', '2026-12-31')],
  ['how much money did we make from January to March?', revenue('2026-01-01', '2026-03-31')],
  ['sales for 2025', revenue('2025-01-01', '2025-12-31')],
  ['revenue over the last 30 days', revenue('2026-10-24', '2026-11-22')],
  ['what did we bring in since september?', revenue('2026-09-01', '2026-11-22')],
  ['Can you tell me how much we made in december?', revenue('2025-12-01', '2025-12-31')],
  ['find jeff', find('Jeff')],
  ['who is Jeff Bridges?', find('Jeff Bridges')],
  ["what's maria's email address?", find('Maria')],
  ['do we have a customer called Priya?', find('Priya')],
];
const ACTS: readonly (readonly [string, CallMade])[] = [
  ['refund $20 on INV-1042', refundOf('INV-1042', 20)],
  ['Please refund twenty bucks on invoice no. 1042, thx', refundOf('INV-1042', 20)],
  ['refund 20 on inv-1042', refundOf('INV-1042', 20)],
  ['could you issue a $15.50 refund for #1043?', refundOf('INV-1043', 15.5)],
  ['reimburse globex $1,250.00 on INV-1042 for late delivery', refundOf('INV-1042', 1250, 'late delivery')],
  ['refund two dollars and fifty cents on INV-1042', refundOf('INV-1042', 2.5)],
  ['refund $20 on INV-1042 because the mug broke', refundOf('INV-1042', 20, 'the mug broke')],
  ['refund INV-1042 in full', get('INV-1042')],
  ['give back half of INV-1042', get('INV-1042')],
  ['refund Jeff $20', find('Jeff')],
  ['I would like you to refund jeff his $20', find('Jeff')],
  ['invoice Maria for 3 hours of consulting at $120', find('Maria')],
  ['bill Tom two thousand dollars for hosting due December 1', find('Tom')],
  ['Send an invoice to Jeff for $750 for the AI tinkerers meetup sponsorship', find('Jeff')],
  ['send priya an invoice for $450 for the website', find('Priya')],
  ['new invoice for Nora, 450 usd, website maintenance', find('Nora')],
  ['remind everyone who is overdue', list({ status: 'overdue' })],
  ['send reminders to all late payers', list({ status: 'overdue' })],
  ['chase everyone overdue by more than 30 days', list({ status: 'overdue', dueBefore: '2026-10-23' })],
  ['nudge globex about the overdue invoice', find('Globex')],
  ['send maria a reminder', find('Maria')],
  ['chase INV-1044', get('INV-1044')],
  ['email Jeff that his parcel left', find('Jeff')],
  ['let Tom know the meetup moved to Friday', find('Tom')],
  ['thank Nora for paying so quickly', find('Nora')],
];

test.each(LINKS)('a link is asked for: %s', async (request, name) => {
  expect((await firstReply(request))[0]).toEqual(find(name));
});

test.each(READS)('something is looked up: %s', async (request, call) => {
  expect((await firstReply(request))[0]).toEqual(call);
});

test.each(ACTS)('something is ordered: %s', async (request, call) => {
  expect((await firstReply(request))[0]).toEqual(call);
});

test('nothing runs before it is asked for: a greeting makes no call', async () => {
  expect(await firstReply('Hello there!')).toEqual([]);
});

/** The calls of the first reply; nobody answers questions, so a wish that needs an answer ends. */
async function firstReply(request: string): Promise<readonly CallMade[]> {
  const { steps } = await converse([request], testDesk({ ask_human: json('stop') }));
  return steps[0] ?? [];
}
