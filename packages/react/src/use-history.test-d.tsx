import type { Event } from '@twelvefold/core';
import type { Fork, LiveAgent } from '@twelvefold/machine';
import { describe, expectTypeOf, test } from 'vitest';
import type { Desk } from '../test/desk.ts';
import type { UseAgentOptions } from './own-agent.ts';
import { useAgent, type UseAgent } from './use-agent.ts';
import { useHistory } from './use-history.ts';
import { viewAt } from './view-at.ts';

declare const agent: LiveAgent<Desk['tools']>;
declare const desk: Desk;
declare const events: readonly Event[];
declare const options: UseAgentOptions;

describe('types', () => {
  test('a past view is typed by the tools, like the live one', () => {
    const { view, fork } = useHistory(agent);
    const live = useAgent(agent);
    expectTypeOf(view.entries).toEqualTypeOf(live.entries);
    expectTypeOf(view.approvals).toEqualTypeOf(live.approvals);
    expectTypeOf(viewAt(desk, events, 3)).toEqualTypeOf(view);
    for (const approval of view.approvals) {
      if (approval.tool === 'create_payment_link') expectTypeOf(approval.input.cents).toEqualTypeOf<number>();
    }
    expectTypeOf(fork()).toEqualTypeOf<Promise<Fork>>();
  });

  test('a fork begins before a message or a reply, not before a call', () => {
    const { view, fork } = useHistory(agent);
    for (const entry of view.entries) {
      if (entry.kind === 'message' || entry.kind === 'reply') void fork({ before: entry, message: 'Hi' });
      // @ts-expect-error -- A call has no place of its own.
      if (entry.kind === 'call') void fork({ before: entry });
    }
  });

  test('whether a component waits for its thread does not change what it gets', () => {
    expectTypeOf(useAgent(desk, { ...options, suspense: true })).toEqualTypeOf<UseAgent<Desk['tools']>>();
    // @ts-expect-error -- Yes or no.
    useAgent(desk, { ...options, suspense: 'yes' });
  });
});
