import { expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import type { Event } from './event.ts';
import { chainHash } from './hash-chain.ts';
import { hashJson } from './input-hash.ts';
import { fold } from './reduce.ts';
import { stampAfter } from './stamp-after.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD } from './test-support/test-thread.ts';
import { verify } from './verify.ts';

const plain = testDesk();
const chaining = testDesk({ hashChain: true });

/** A conversation with a payment, by one agent after another. */
function converse(...agents: readonly AgentDefinition[]): readonly Event[] {
  let log: readonly Event[] = [];
  for (const agent of agents) {
    const thread = testThread(agent, log);
    thread.send('Pay it');
    thread.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
    const { id: callId, inputHash } = thread.state().entries.findLast(({ kind }) => kind === 'call') as never;
    thread.facts({ type: 'call.approve', threadId: THREAD, callId, inputHash, by: ann });
    thread.run(callId, 'paid');
    thread.reply({ text: 'Done.' });
    log = thread.log();
  }
  return log;
}

const hashesOf = (log: readonly Event[]) => log.map(({ hash }) => hash);

test('[R130] a hash is SHA-256 over the hash before it and the event without its address', () => {
  const [first, second] = converse(chaining);
  expect(first).toEqual({
    id: 't/1',
    threadId: 't',
    seq: 1,
    atMs: 1_000_000,
    v: 1,
    type: 'thread.started',
    agent: { name: 'desk', version: '1' },
    hash: hashJson([
      '',
      { seq: 1, atMs: 1_000_000, v: 1, type: 'thread.started', agent: { name: 'desk', version: '1' } },
    ]),
  });
  // Computed with sha256sum over the canonical JSON: the format is for ever.
  expect(first?.hash).toBe('a9e62bd125e1edbca82da64785f5edc1d567117f053acc83bdb9c5e98431dccf');
  expect(second?.hash).toBe(second && chainHash(second, first?.hash));
});

test('[R130] the order of keys, and a field that is there and undefined, change no hash', () => {
  const event = converse(chaining)[1] as Event;
  const other = { by: undefined, ...Object.fromEntries(Object.entries(event).toReversed()), extra: undefined };
  expect(chainHash(other as unknown as Event, 'h')).toBe(chainHash(event, 'h'));
});

test('[R131] every event of a chaining agent has a hash, and the state knows the last; those of others have none', () => {
  const log = converse(chaining);
  expect(hashesOf(log).every((hash) => /^[\da-f]{64}$/.test(hash ?? ''))).toBe(true);
  expect(fold(log).head).toBe(log.at(-1)?.hash);
  expect(verify(log)).toEqual({ ok: true, head: log.at(-1)?.hash, from: 1 });
  expect(new Set(hashesOf(converse(plain)))).toEqual(new Set([undefined]));
  expect(fold(converse(plain))).not.toHaveProperty('head');
  expect(verify(converse(plain))).toEqual({ ok: true });
});

test('[R131] a chain begins where a chaining agent goes on, and goes on when another one does', () => {
  const began = converse(plain).length;
  const log = converse(plain, chaining, plain);
  expect(hashesOf(log).findIndex((hash) => hash !== undefined)).toBe(began);
  expect(verify(log)).toEqual({ ok: true, head: log.at(-1)?.hash, from: began + 1 });
});

test('[R131] an event without a hash, by a writer who knows no chains, does not break off the chain behind it', () => {
  const log = converse(chaining);
  const { hash: _, ...bare } = log.at(-1) as Event;
  const forgetful = fold([...log.slice(0, -1), bare as Event]);
  expect(forgetful.head).toBe(log.at(-2)?.hash);
  const draft = { type: 'context.prefetched', key: 'k', data: 1 } as const;
  const [next] = stampAfter(plain, forgetful, [draft], { threadId: THREAD, nowMs: 0 });
  expect(next?.hash).toBe(next && chainHash(next, log.at(-2)?.hash));
});

test('[R131] the prefix of a fork has the hashes that it had, and the fork goes on with them', () => {
  const log = converse(chaining);
  const inherited = log.slice(0, 8).map((event) => ({ ...event, threadId: 'f', id: `f/${event.seq}` }));
  const draft = { type: 'thread.forked', from: { threadId: THREAD, seq: 8 } } as const;
  const forked = stampAfter(plain, fold(inherited), [draft], { threadId: 'f', nowMs: 0 });
  expect(verify([...inherited, ...forked])).toEqual({ ok: true, head: forked[0]?.hash, from: 1 });
});
