import { expect, test } from 'vitest';
import { z } from 'zod';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import { buildRequest } from './model-request.ts';
import { fold } from './reduce.ts';
import { deepFreeze } from './test-support/deep-freeze.ts';
import { anything, testDesk } from './test-support/test-desk.ts';
import { testThread } from './test-support/test-thread.ts';
import { defineTool } from './tool.ts';

const desk = testDesk({ instructions: (state) => `Help. ${state.entries.length} entries so far.` });

test('[R99] a request is what the instructions, the context and the tools make of the state', () => {
  const look = defineTool({ description: 'Looks.', input: z.object({ at: z.string() }), execute: () => 1 });
  const definition = { ...testDesk(), tools: { look } };
  const thread = testThread(definition);
  thread.send('Hi');
  const { request, promptVersion, contextHash } = buildRequest(definition, deepFreeze(thread.state()));
  expect(request).toEqual({
    system: 'Help.',
    messages: [{ role: 'user', content: 'Hi' }],
    tools: [
      {
        name: 'look',
        description: 'Looks.',
        inputSchema: expect.objectContaining({
          type: 'object',
          properties: { at: { type: 'string' } },
          required: ['at'],
        }),
      },
    ],
  });
  expect(promptVersion).toBe(hashJson('Help.').slice(0, 12));
  expect(contextHash).toBe(hashJson(request as unknown as Json));
});

test('[R99] the prompt version is that of the definition where it has one', () => {
  const definition = testDesk({ promptVersion: 'desk@7' });
  expect(buildRequest(definition, fold([])).promptVersion).toBe('desk@7');
});

test('[R99] every request that was ever made can be built again from the log before it', () => {
  const thread = testThread(desk);
  thread.send('Pay and look');
  thread.reply({
    text: 'Sure',
    calls: [
      { tool: 'look', input: {} },
      { tool: 'nothing', input: {} },
    ],
  });
  thread.send('Hurry');
  thread.run('1.0', { seen: ['a', 'b'] });
  thread.fail({ retryable: true });
  thread.wait(60_000);
  thread.facts({ type: 'timer.fire', timerId: thread.state().run?.timer?.timerId ?? '' });
  thread.reply({ text: 'Done.' });
  const log = JSON.parse(JSON.stringify(thread.log())) as ReturnType<typeof thread.log>;
  const made = log.flatMap((event, index) => (event.type === 'model.requested' ? [{ event, index }] : []));
  expect(made).toHaveLength(3);
  for (const { event, index } of made) {
    const { promptVersion, contextHash } = buildRequest(desk, fold(log.slice(0, index)));
    expect({ promptVersion, contextHash }).toEqual({
      promptVersion: event.promptVersion,
      contextHash: event.contextHash,
    });
  }
});

test('[R99] another state, prompt or tool gives another hash', () => {
  const thread = testThread(desk);
  thread.send('Hi');
  const state = thread.state();
  thread.send('Well?');
  const more = testDesk({
    instructions: desk.instructions,
    tools: { extra: defineTool({ description: 'X.', input: anything, inputJsonSchema: {}, execute: () => 1 }) },
  });
  const hashes = [
    buildRequest(desk, state),
    buildRequest(desk, thread.state()),
    buildRequest({ ...desk, instructions: () => 'Hinder.' }, state),
    buildRequest(more, state),
  ].map(({ contextHash }) => contextHash);
  expect(new Set(hashes).size).toBe(4);
});

test('[R99] a tool whose schema library cannot say its JSON Schema is an error that says what to do', () => {
  const mute = defineTool({ description: 'M.', input: anything, execute: () => 1 });
  expect(() => buildRequest(testDesk({ tools: { mute } }), fold([]))).toThrowError(
    expect.objectContaining({
      code: 'schema_not_json',
      message: 'The schema library of tool "mute" lacks Standard JSON Schema: set inputJsonSchema.',
    }),
  );
  const odd = defineTool({ description: 'O.', input: z.object({ at: z.date() }), execute: () => 1 });
  expect(() => buildRequest(testDesk({ tools: { odd } }), fold([]))).toThrowError(
    expect.objectContaining({
      code: 'schema_not_json',
      message: 'The input schema of tool "odd" has no JSON Schema: set inputJsonSchema.',
    }),
  );
});
