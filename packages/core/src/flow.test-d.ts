import { expectTypeOf, test } from 'vitest';
import { defineFlow, toolsRan, type Flow, type FlowState } from './flow.ts';

const check: FlowState = { run: async () => ({ then: 'ask', question: 'Go on?' }) };

test('[R96] a route leads to a state of its flow', () => {
  const flow = defineFlow({ states: { check, rest: check }, route: [{ when: toolsRan, to: 'check' }] });
  expectTypeOf(flow).toEqualTypeOf<Flow<'check' | 'rest'>>();
  // @ts-expect-error there is no such state
  defineFlow({ states: { check }, route: [{ when: toolsRan, to: 'chekc' }] });
});

test('[R95] a state gives a verdict', () => {
  // @ts-expect-error a failure needs a note
  defineFlow({ states: { check: { run: () => ({ then: 'fail' }) } }, route: [] });
  // @ts-expect-error there is no such verdict
  defineFlow({ states: { check: { run: () => ({ then: 'stop' }) } }, route: [] });
});
