import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineAgent } from './agent-definition.ts';
import { buildRequest } from './model-request.ts';
import { fold } from './reduce.ts';
import { anything, payTool } from './test-support/test-desk.ts';
import { defineTool, type FunctionTool, type Tools } from './tool.ts';

const execute = (): number => 1;
const described = z.object({ invoice: z.string() }).describe('Looks at an invoice.');
const inputJsonSchema = { type: 'object', description: 'Looks at anything.' };

/** What a model is told of each tool. */
function told(tools: Tools): readonly string[] {
  const desk = defineAgent({ name: 'desk', instructions: '', tools });
  return buildRequest(desk, fold([])).request.tools.map(({ description }) => description);
}

test('[R106] a tool without a description has that of its input', () => {
  const look = defineTool({ input: described, execute });
  const lookAround = defineTool({ input: anything, inputJsonSchema, execute });
  const pay = defineTool({ description: 'Pays.', input: described, execute });
  expect(told({ look, lookAround, pay })).toEqual(['Looks at an invoice.', 'Looks at anything.', 'Pays.']);
});

test.each<[string, Tools[string]]>([
  ['says nothing', defineTool({ input: z.object({}), execute })],
  ['says an empty text', defineTool({ description: '', input: described, execute })],
  ['has a schema that cannot say', defineTool({ input: anything, execute })],
  ['has a schema that has no JSON Schema', defineTool({ input: z.object({ at: z.date() }).describe('At.'), execute })],
  ['describes itself with no text', defineTool({ input: anything, inputJsonSchema: { description: 7 }, execute })],
  ['was made by hand', { kind: 'function', input: anything, execute } as unknown as FunctionTool],
])('[R106] an agent is refused when a tool %s', (_, look) => {
  expect(() => defineAgent({ name: 'desk', instructions: '', tools: { look } })).toThrowError(
    expect.objectContaining({
      code: 'invalid_definition',
      message: 'Tool "look" needs a description that tells the model what it is for: its own, or its input schema\'s.',
    }),
  );
});

test('[R107] the policy of the agent is that of the tools which have none', () => {
  const policy = () => 'ask' as const;
  const tools = { look: payTool(), pay: payTool({ approval: 'always' }), count: payTool({ approval: 'never' }) };
  const desk = defineAgent({ name: 'desk', instructions: '', tools, approval: policy });
  expect(Object.values(desk.tools).map(({ approval }) => approval)).toEqual([policy, 'always', 'never']);
  expect(tools.look.approval).toBeUndefined();
  expect(desk.tools.pay).toBe(tools.pay);
});
