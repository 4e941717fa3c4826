import type { ModelMessage, ModelRequest } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { compareRequests } from './compare-requests.ts';
import { toPrefixText } from './prefix-text.ts';
import { toSections } from './section.ts';

const user = (content: string): ModelMessage => ({ role: 'user', content });
const tool = { name: 'look', description: 'Looks.', inputSchema: {} };
const base: ModelRequest = { system: 'Be brief.', tools: [tool], messages: [user('one'), user('two')] };

function textOf(
  after: Partial<ModelRequest>,
  versions = { before: 'a', after: 'a' },
  before: Partial<ModelRequest> = {},
) {
  const [earlier, later] = [before, after].map((rest) => toSections({ ...base, ...rest }));
  const { kept, rest, isBroken } = toPrefixText(compareRequests(earlier ?? [], later ?? []), versions);
  return [kept, rest, isBroken].map((value) => (typeof value === 'string' ? value.replaceAll('\u00a0', ' ') : value));
}

const kept = (bytes: number, percent: number) =>
  `The first ${bytes} bytes, ${percent} %, are as in the step before: a provider's cache can hit.`;

test('a request that only goes on', () => {
  expect(textOf({ messages: [...base.messages, user('three')] })).toEqual([kept(128, 79), undefined, false]);
});

test('what broke the prefix', () => {
  expect([
    textOf({ system: 'Be bold.' }),
    textOf({ system: 'Be bold.' }, { before: 'desk@1', after: 'desk@2' }),
    textOf({ tools: [{ ...tool, description: 'Sees.' }] }),
    textOf({ messages: [user('one'), user('2')] }),
    textOf({ messages: [user('one and two')] }),
  ]).toEqual([
    [kept(5, 3), 'The instructions are not the same. The last 123 B of the step before are not part of it.', true],
    [
      kept(5, 3),
      'The instructions are of another prompt version: desk@1 was followed by desk@2. The last 123 B of the step before are not part of it.',
      true,
    ],
    [
      kept(41, 32),
      'The tools are not the same, from look on. The last 87 B of the step before are not part of it.',
      true,
    ],
    [kept(123, 97), 'Message 2 is another one. The last 5 B of the step before are not part of it.', true],
    [
      kept(95, 90),
      'Message 1 is another one: messages were left out or put into fewer. The last 33 B of the step before are not part of it.',
      true,
    ],
  ]);
});

test('a context in one message, with the same question at its end, is not broken', () => {
  const [before, after] = ['<a>\n\nnext?', '<a>\n\n<b>\n\nnext?'].map((content) => ({ messages: [user(content)] }));
  expect(textOf(after ?? {}, undefined, before)).toEqual([
    kept(99, 87),
    'New text stands in front of its end. The last 7 B of the step before are not part of it.',
    false,
  ]);
});
