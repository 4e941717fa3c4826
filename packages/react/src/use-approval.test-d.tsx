import type { Decision, Json, Rejection } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { expectTypeOf, test } from 'vitest';
import type { Desk } from '../test/desk.ts';
import type { Approval, ApprovalOf } from './approval.ts';
import { useAgent } from './use-agent.ts';
import { useApproval } from './use-approval.ts';

declare const live: LiveAgent<Desk['tools']>;
declare const link: ApprovalOf<Desk, 'create_payment_link'>;

test('the form of a tool is typed by it', () => {
  const form = useApproval(link);
  expectTypeOf(form.tool).toEqualTypeOf<'create_payment_link'>();
  expectTypeOf(form.input).toEqualTypeOf<{ invoice: string; cents: number; currency: 'EUR' | 'USD' }>();
  form.setInput({ ...form.input, cents: 1 });
  form.setInput((input) => ({ ...input, cents: input.cents + 1 }));
  // @ts-expect-error cents are a number
  form.setInput({ ...form.input, cents: '1' });
  // @ts-expect-error cents are a number
  form.setInput((input) => ({ ...input, cents: String(input.cents) }));
  // @ts-expect-error there is no such field
  void form.input.amount;
  expectTypeOf(form.isEdited).toEqualTypeOf<boolean>();
  expectTypeOf(form.isDeciding).toEqualTypeOf<boolean>();
  expectTypeOf(form.rejection).toEqualTypeOf<Rejection | undefined>();
  expectTypeOf(form.approve()).toEqualTypeOf<Promise<Decision>>();
});

test('the form of any approval narrows by tool', () => {
  const form = useApproval(useAgent(live, ({ approvals }) => approvals[0] as Approval<Desk['tools']>));
  expectTypeOf(form.tool).toEqualTypeOf<'look_up' | 'create_payment_link' | 'refund' | 'ask_human' | undefined>();
  if (form.tool === 'refund') {
    form.setInput({ invoice: 'F-1', reason: 'late' });
    // @ts-expect-error that is the input of another tool
    form.setInput({ invoice: 'F-1', cents: 5, currency: 'EUR' });
  }
  if (form.tool === undefined) expectTypeOf(form.input).toEqualTypeOf<Json>();
});

test('a tool that the agent does not have cannot be named', () => {
  // @ts-expect-error there is no such tool
  expectTypeOf<ApprovalOf<Desk, 'delete_everything'>>().toBeNever();
});
