// @vitest-environment node
import { ask, failed, find, get, refundOf, testChains } from './test-chains.ts';
import { json } from './test-desk.ts';

testChains({
  'an error that leaves open whether it happened is never tried again': {
    said: ['refund $20 on INV-1042'],
    desk: { refund_invoice: failed('Error: timed out after 60000 ms') },
    steps: [[refundOf('INV-1042', 20)]],
    text: 'I could not refund INV-1042. The desk said: Error: timed out after 60000 ms.',
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
  'the last of several invoices is the one with the highest number': {
    said: ['refund the last invoice of Jeff in full'],
    desk: {
      list_invoices: json({ invoices: ['INV-998', 'INV-1042', 'INV-1007'].map((number) => ({ number, total: 5 })) }),
    },
    steps: [
      [find('Jeff')],
      [['list_invoices', { customerId: 1, status: 'paid' }]],
      [get('INV-1042')],
      [refundOf('INV-1042', 500)],
    ],
    text: 'Done: $500.00 refunded on INV-1042.',
  },
  'the invoice of a customer is looked up': {
    said: ['refund Jeff $20'],
    steps: [[find('Jeff')], [['list_invoices', { customerId: 1, status: 'paid' }]], [refundOf('INV-1042', 20)]],
    text: 'Done: $20.00 refunded on INV-1042.',
  },
  'it is the invoice that was shown': {
    said: ['show INV-1043', 'refund it in full'],
    steps: [[get('INV-1043')], [refundOf('INV-1043', 80)]],
    text: 'Done: $80.00 refunded on INV-1043.',
  },
});
