import type { ModelMessage, ModelRequest } from '@twelvefold/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonLength, compareRequests, type Compared } from './compare-requests.ts';
import { toSections } from './section.ts';

const user = (content: string): ModelMessage => ({ role: 'user', content });
const says = (text: string): ModelMessage => ({ role: 'assistant', content: [{ type: 'text', text }] });
const tool = (name: string, description = 'Looks.') => ({ name, description, inputSchema: {} });

function requestOf(rest: Partial<ModelRequest>): ModelRequest {
  return { system: 'Be brief.', tools: [tool('look')], messages: [user('one'), says('two'), user('three')], ...rest };
}

const base = requestOf({});

function compared(before: Partial<ModelRequest>, after: Partial<ModelRequest>) {
  const comparison = compareRequests(toSections(requestOf(before)), toSections(requestOf(after)));
  return { ...comparison, sections: comparison.sections.map(shown), brokenAt: comparison.brokenAt?.id };
}

function shown(one: Compared): string {
  const { section } = one;
  const name = section.kind === 'message' ? JSON.stringify(section.message.content) : section.id;
  return `${one.change} ${name}`;
}

const bytes = (...values: readonly unknown[]): number =>
  values.reduce<number>((sum, value) => sum + Buffer.byteLength(JSON.stringify(value)), 0);
const all = bytes(base.system, base.tools[0], ...base.messages);

test('a request that only goes on has all of the one before as its prefix', () => {
  const messages = [...base.messages, user('fünf')];
  expect(compared({}, { messages })).toEqual({
    sections: [
      'same system',
      'same tool-look',
      'same "one"',
      'same [{"type":"text","text":"two"}]',
      'same "three"',
      'added "fünf"',
    ],
    prefixBytes: all,
    beforeBytes: all,
    afterBytes: all + bytes(user('fünf')),
    brokenAt: undefined,
  });
});

test('the same request is all prefix', () => {
  expect(compared({}, {})).toMatchObject({ prefixBytes: all, afterBytes: all, brokenAt: undefined });
});

test('other instructions break the prefix within them', () => {
  const { sections, prefixBytes, brokenAt } = compared({}, { system: 'Be bold.', messages: base.messages.slice(0, 1) });
  expect(sections).toEqual([
    'changed system',
    'same tool-look',
    'same "one"',
    'removed [{"type":"text","text":"two"}]',
    'removed "three"',
  ]);
  expect({ prefixBytes, brokenAt }).toEqual({ prefixBytes: '"Be b'.length, brokenAt: 'system' });
});

test('a message that grows, as an XML context does, keeps its beginning', () => {
  const before = 'All:\n\n<a>\nä</a>\n\nnext?';
  const { sections, prefixBytes, brokenAt } = compared(
    { messages: [user(before)] },
    { messages: [user('All:\n\n<a>\nä</a>\n\n<b>\nb</b>\n\nnext?')] },
  );
  expect(sections.slice(2)).toEqual(['changed "All:\\n\\n<a>\\nä</a>\\n\\n<b>\\nb</b>\\n\\nnext?"']);
  const kept = '{"role":"user","content":"All:\\n\\n<a>\\nä</a>\\n\\n';
  expect(prefixBytes).toBe(bytes(base.system, base.tools[0]) + Buffer.byteLength(kept));
  expect(brokenAt).toBe('message-0');
});

test('messages that were put into one, tools that came and went', () => {
  const { sections, brokenAt } = compared(
    { tools: [tool('look'), tool('pay')], messages: [user('a'), says('b'), user('c'), says('d')] },
    { tools: [tool('pay'), tool('wait')], messages: [user('a and b'), user('c'), says('d'), user('e')] },
  );
  expect(sections).toEqual([
    'same system',
    'removed tool-look',
    'same tool-pay',
    'added tool-wait',
    'changed "a and b"',
    'removed [{"type":"text","text":"b"}]',
    'same "c"',
    'same [{"type":"text","text":"d"}]',
    'added "e"',
  ]);
  expect(brokenAt).toBe('tool-look');
});

test('whatever changed, the sections are those of both requests in their order', () => {
  const messages = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c').map(user), fc.constantFrom('a', 'b').map(says)));
  const request = fc.record({
    system: fc.constantFrom('', 's', 't'),
    messages,
    tools: fc.constantFrom([], base.tools),
  });
  fc.assert(
    fc.property(request, request, (a, b) => {
      const [before, after] = [toSections(a), toSections(b)];
      const { sections, prefixBytes, afterBytes, beforeBytes, brokenAt } = compareRequests(before, after);
      const later = sections.flatMap((one) => (one.change === 'removed' ? [] : [one.section]));
      const earlier = sections.flatMap((one) => {
        if (one.change === 'added') return [];
        return one.change === 'changed' ? [one.before.json] : [one.section.json];
      });
      expect(later).toEqual(after);
      expect(earlier).toEqual(before.map(({ json }) => json));
      expect(prefixBytes).toBeLessThanOrEqual(Math.min(afterBytes, beforeBytes));
      expect(brokenAt === undefined).toBe(
        after
          .slice(0, before.length)
          .map(({ json }) => json)
          .join() === earlier.join(),
      );
    }),
  );
});

test('what two texts have in common ends at a character, not within one', () => {
  expect([
    commonLength('ab🧾', 'ab🧾'),
    commonLength('ab🧾c', 'ab🧿c'),
    commonLength('ab🧾', 'ab🧾c'),
    commonLength('', 'a'),
    commonLength('a\ud83e', 'a\ud83e'),
  ]).toEqual([4, 2, 4, 0, 2]);
});
