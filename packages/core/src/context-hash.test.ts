import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashRequest } from './context-hash.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import type { ModelMessage, ModelRequest } from './ports.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', 'a\udc00b', '👋', '\\ud800', ''));
const message: fc.Arbitrary<ModelMessage> = fc.record({ role: fc.constant('user' as const), content: text });

test('[R46] the hash of a request is that of its canonical JSON, whatever was hashed before', () => {
  const requests = fc.tuple(text, fc.array(message, { maxLength: 6 }), fc.array(fc.nat(6), { maxLength: 8 }));
  fc.assert(
    fc.property(requests, ([system, messages, cuts]) => {
      const tools = [{ name: 'look', description: system, inputSchema: { type: 'object' } }];
      // Longer ones, shorter ones, the same one, and others that begin alike.
      for (const cut of cuts) {
        const own = messages.slice(0, cut);
        for (const request of [own, own, [...own, { role: 'user' as const, content: 'x' }], own.toReversed()])
          expect(hashRequest({ system, messages: request, tools })).toBe(hashOf({ system, messages: request, tools }));
      }
    }),
    { numRuns: 200 },
  );
});

test('[R46] a request that goes on from another one hashes what is new', () => {
  const reads: number[] = [];
  const messages = Array.from({ length: 50 }, (_, index) => countedMessage(index, reads));
  const request = { system: 's', tools: [] };
  for (let count = 1; count <= 50; count++) hashRequest({ ...request, messages: messages.slice(0, count) });
  expect(reads).toEqual(messages.map((_, index) => index));
});

function hashOf(request: ModelRequest): string {
  return hashJson(request as unknown as Json);
}

/** A message that notes when its content is read. */
function countedMessage(index: number, reads: number[]): ModelMessage {
  return {
    role: 'user',
    get content() {
      reads.push(index);
      return `message ${index}`;
    },
  };
}
