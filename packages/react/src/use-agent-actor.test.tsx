import { createAgent } from '@twelvefold/machine';
import { act, renderHook, waitFor } from '@testing-library/react';
import { useSelector } from '@xstate/react';
import { describe, expect, test } from 'vitest';
import { makeDesk } from '../test/desk.ts';
import { handModel } from '../test/hand-model.ts';
import { modes } from '../test/modes.tsx';
import { useAgentActor } from './use-agent-actor.ts';

describe.each(modes)('$mode', ({ wrapper }) => {
  test('the machine can be watched, with our hook and with that of @xstate/react', async () => {
    const model = handModel();
    const agent = createAgent(makeDesk(), { model });
    const { result } = renderHook(
      () => ({
        ours: useAgentActor(agent, ({ value }) => value),
        theirs: useSelector(agent.actor, ({ value }) => value),
        tags: useAgentActor(agent, (snapshot) => ({ isBusy: snapshot.hasTag('busy') })),
      }),
      { wrapper },
    );
    expect(result.current).toEqual({ ours: 'idle', theirs: 'idle', tags: { isBusy: false } });
    await act(() => agent.send('Hi'));
    expect(result.current).toEqual({ ours: 'thinking', theirs: 'thinking', tags: { isBusy: true } });
    model.call('refund').end({ invoice: 'F-1' });
    model.finish();
    const waiting = { acting: 'awaitingApproval' };
    await waitFor(() => expect(result.current).toEqual({ ours: waiting, theirs: waiting, tags: { isBusy: false } }));
  });
});
