import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { defineAgent, type AgentOptions } from './agent-definition.ts';
import type { State } from './state.ts';
import { defineTool, type PolicyAnswer, type PolicyCall, type Tools } from './tool.ts';

const input = z.object({ invoice: z.string(), euros: z.number() }).describe('Create a payment link.');

test('a tool needs no description where its schema has one, and its functions take what the schema makes', () => {
  const link = defineTool({
    input,
    approval: ({ input: { euros } }) => (euros > 50 ? 'ask' : 'run'),
    execute: (taken) => {
      expectTypeOf(taken).toEqualTypeOf<{ invoice: string; euros: number }>();
      return { url: `https://pay.example/${taken.invoice}` };
    },
  });
  expectTypeOf(link.description).toEqualTypeOf<string>();
  // @ts-expect-error a description is text
  defineTool({ description: 7, input, execute: () => 1 });
});

test('the policy of an agent takes calls of any of its tools', () => {
  expectTypeOf<NonNullable<AgentOptions<Tools>['approval']>>().toEqualTypeOf<
    'never' | 'always' | ((call: PolicyCall, state: State) => PolicyAnswer)
  >();
  const link = defineTool({ input, execute: () => 1 });
  const desk = defineAgent({
    name: 'desk',
    instructions: '',
    tools: { link },
    approval: ({ tool, input: given }) => {
      expectTypeOf(given).toEqualTypeOf<unknown>();
      return tool === 'link' ? 'ask' : 'run';
    },
  });
  expectTypeOf(desk.tools.link).toEqualTypeOf(link);
  // @ts-expect-error there is no such policy
  defineAgent({ name: 'desk', instructions: '', approval: 'sometimes' });
});
