import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, renderHook } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { makeDesk } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import { useSelection } from './use-selection.ts';

describe.each(modes)('$mode', ({ wrapper }) => {
  test('a selection stays the same thing while it says the same, whichever function made it', async () => {
    const agent = createAgent(makeDesk(), { model: scriptedModel([]), autoStart: false });
    const { result, rerender } = renderHook(({ key }) => useSelection(agent, ({ phase }) => ({ [key]: phase })), {
      initialProps: { key: 'phase' },
      wrapper,
    });
    const first = result.current;
    expect(first).toEqual({ phase: 'idle' });
    rerender({ key: 'phase' });
    expect(result.current).toBe(first);
    await act(() => agent.start());
    expect(result.current).toBe(first);
    rerender({ key: 'name' });
    expect(result.current).toEqual({ name: 'idle' });
    await act(() => agent.send('One'));
    expect(result.current).not.toBe(first);
  });
});
