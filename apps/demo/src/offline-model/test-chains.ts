import { expect, test } from 'vitest';
import { converse, type CallMade } from './test-conversation.ts';
import { testDesk, type Overrides } from './test-desk.ts';

/** What was said, what the desk answered in place of its own, and every call of the last message, reply by reply. */
export interface Chain {
  readonly said: readonly string[];
  readonly desk?: Overrides;
  readonly steps: readonly (readonly CallMade[])[];
  /** The last word. */
  readonly text: string;
}

/** A test for each chain, called by its name. */
export function testChains(chains: Readonly<Record<string, Chain>>): void {
  test.each(Object.entries(chains))('%s', async (_, { said, desk, steps, text }) => {
    const heard = await converse(said, testDesk(desk));
    expect({ steps: heard.steps, text: heard.text }).toEqual({ steps, text });
  });
}

export const find = (name: string): CallMade => ['find_customer', { name }];
export const get = (number: string): CallMade => ['get_invoice', { number }];
export const link = (customerId: number, amount: number, memo?: string): CallMade => [
  'create_payment_link',
  memo === undefined ? { customerId, amount } : { customerId, amount, memo },
];
export const refundOf = (number: string, amount: number): CallMade => ['refund_invoice', { number, amount }];
export const email = (customerId: number, subject: string, body: string): CallMade => [
  'send_email',
  { customerId, subject, body },
];
export const ask = (question: string, more: object = { format: 'text' }): CallMade => [
  'ask_human',
  { question, ...more },
];
export const denied = (reason: string) =>
  ({ type: 'execution-denied', reason: `Max denied this call${reason}` }) as const;
export const failed = (value: string) => ({ type: 'error-text', value }) as const;
