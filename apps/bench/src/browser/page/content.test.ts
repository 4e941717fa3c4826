import { expect, test } from 'vitest';
import type { Content } from '../page-contract.ts';
import { callsOf, charsIn, deltasOf, rowsIn, type Delta } from './content.ts';

test.each(['string', 'rows'] as const)(
  'the deltas of an input of %s are the whole input, and no longer than asked',
  (kind) => {
    const content: Content = { kind, chars: 5_000, deltaChars: 20 };
    const { deltas, expectedChars } = deltasOf(content);
    const all = [...deltas];
    const texts = all.flatMap((delta) => (delta.type === 'call.delta' ? [delta.text] : []));
    const input: unknown = JSON.parse(texts.join(''));

    expect(Math.max(...texts.map(({ length }) => length))).toBe(20);
    expect(all.at(-1)).toEqual({ type: 'call.ended', id: 'measured', inputText: texts.join('') });
    expect(charsIn(input)).toBe(expectedChars);
    expect(kind === 'rows' ? rowsIn(input).length : expectedChars).toBe(kind === 'rows' ? 89 : 5_000);
  },
);

test('the deltas of a text are as long as the page must show', () => {
  const { deltas, expectedChars } = deltasOf({ kind: 'text', deltas: 10 });
  const text = [...deltas].map((delta) => (delta.type === 'text' ? delta.text : '?')).join('');
  expect([text.length, text.includes('?')]).toEqual([expectedChars, false]);
});

test('half of the calls that a reply begins with are of the step before', () => {
  const stream = { calls: 4, content: { kind: 'text', deltas: 1 }, everyMs: 0, timeLimitMs: 1 } as const;
  const told = [...callsOf(stream)].filter(({ type }) => type === 'call.ended' || type === 'step');
  expect(told.map((delta: Delta) => ('id' in delta ? delta.id : delta.type))).toEqual([
    'early-0',
    'early-1',
    'step',
    'late-2',
    'late-3',
  ]);
});
