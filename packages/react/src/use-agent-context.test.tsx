import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { makeDesk } from '../test/desk.ts';
import { AgentProvider } from './agent-provider.tsx';
import { useAgentContext } from './use-agent-context.ts';

const desk = makeDesk();
const outer = createAgent(desk, { model: scriptedModel([]) });
const inner = createAgent(desk, { model: scriptedModel([]) });

function Nested({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <AgentProvider agent={outer}>
      <AgentProvider agent={inner}>{children}</AgentProvider>
    </AgentProvider>
  );
}

test('the nearest provider gives its agent, typed or not', () => {
  const { result } = renderHook(() => [useAgentContext(), useAgentContext(desk)], { wrapper: Nested });
  expect(result.current).toEqual([inner, inner]);
});

describe('is refused with a sentence', () => {
  test('without a provider', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => renderHook(() => useAgentContext())).toThrow(
      expect.objectContaining({
        code: 'invalid_use',
        message: 'useAgentContext needs an <AgentProvider agent={…}> above the component.',
      }),
    );
    log.mockClear();
  });

  test('when the agent has another definition', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => renderHook(() => useAgentContext(makeDesk()), { wrapper: Nested })).toThrow(
      expect.objectContaining({
        code: 'invalid_use',
        message:
          'The <AgentProvider> above has agent "desk" with another definition than the "desk" that useAgentContext was given.',
      }),
    );
    log.mockClear();
  });
});
