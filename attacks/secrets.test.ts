/** Canaries: secrets that a hostile tool, upstream or provider tries to get into what is kept or shown. */
import { createMemoryStore, type Draft, type Model } from '@twelvefold/core';
import { writeThreadFile } from '@twelvefold/core/thread-file';
import { toXmlMessages } from '@twelvefold/core/xml';
import { expect } from 'vitest';
import { bank, bankTools } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { obedientModel, order } from './obedient-model.ts';
import { row } from './row.ts';
import { play, untilStill } from './scene.ts';

const CANARY = 'cAnArY/7+ü"\n9f3e-not-a-known-shape';
const READ = order('read_mail', {});

/** Every form in which a grep should not find the canary. */
const forms = [
  CANARY,
  JSON.stringify(CANARY).slice(1, -1),
  JSON.stringify(JSON.stringify(CANARY)).slice(3, -3),
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('base64'),
  Buffer.from(CANARY).toString('base64url'),
  Buffer.from(CANARY).toString('base64').slice(4, 30),
  Buffer.from(CANARY).toString('hex'),
  '9f3e-not-a-known-shape',
];

/** Plays a thread whose tool holds the canary, and greps for it wherever something is kept or shown. */
async function leaks(
  ledger: Ledger,
  leak: (secret: string) => unknown,
  options: Partial<Parameters<typeof bank>[1]> = {},
) {
  const { read_mail, ...tools } = bankTools(ledger);
  const definition = bank(ledger, {
    ...options,
    tools: {
      ...tools,
      read_mail: { ...read_mail, execute: (_, { secrets }) => leak(secrets['MAIL_PASSWORD'] ?? '') },
    },
  });
  const store = createMemoryStore();
  const inspected: unknown[] = [];
  const drafts: (Draft | undefined)[] = [];
  const model = obedientModel();
  const { agent } = play(definition, {
    model,
    store,
    secrets: { MAIL_PASSWORD: CANARY },
    inspect: (event) => void inspected.push(event),
  });
  agent.subscribe(() => void drafts.push(agent.draft));
  await agent.send(`Read. ${READ}`);
  await untilStill(agent);
  const log = await store.read(agent.getState().threadId);
  const { problem } = agent.getSnapshot();
  const kept = {
    log,
    file: writeThreadFile(log),
    state: agent.getState(),
    context: model.requests,
    drafts,
    problem: [problem?.message, problem?.stack],
    inspected: inspected.map((event) => shown(event)),
  };
  expect(inspected.length).toBeGreaterThan(10);
  expect(log.length).toBeGreaterThan(5);
  return Object.entries(kept).filter(([, value]) => forms.some((form) => shown(value).includes(form)));
}

/** As text, with errors, and with what an inspector would follow, cycles left out. */
function shown(value: unknown): string {
  const seen = new WeakSet();
  return (
    JSON.stringify(value, (_, item: unknown) => {
      if (typeof item !== 'object' || item === null) return typeof item === 'function' ? undefined : item;
      if (seen.has(item)) return undefined;
      seen.add(item);
      return item instanceof Error ? [Object.entries(item), item.message, item.stack, item.cause] : item;
    }) ?? ''
  );
}

row(
  'A secret that a tool returns: as a value, a key, in text, escaped, in a URL, in base64, in hex',
  async (ledger) => {
    const returned: readonly ((secret: string) => unknown)[] = [
      (secret) => secret,
      (secret) => ({ [secret]: 1, nested: [{ deep: `x${secret}y` }] }),
      (secret) => `https://mail.example/?p=${encodeURIComponent(secret)}`,
      (secret) => JSON.stringify({ secret, again: JSON.stringify({ secret }) }),
      (secret) => `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`,
      (secret) => Buffer.from(secret).toString('base64url'),
      (secret) => Buffer.from(secret).toString('hex'),
      (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
      (secret) => ({ toJSON: () => secret }),
    ];
    for (const leak of returned) {
      expect(
        (await leaks(ledger, leak)).map(([where]) => where),
        String(leak),
      ).toEqual([]);
    }
  },
);

row('A secret in what a tool throws: message, name, code, cause, issues, stack, or thrown as it is', async (ledger) => {
  const thrown: readonly ((secret: string) => unknown)[] = [
    (secret) => new Error(`Login as user:${secret} failed.`),
    (secret) => new Error('Failed.', { cause: new Error(secret, { cause: secret }) }),
    (secret) => Object.assign(new Error('Failed.'), { name: secret, code: secret }),
    (secret) => Object.assign(new Error(''), { issues: [{ path: [secret], message: secret }] }),
    (secret) => Object.assign(new Error('Failed.'), { stack: `Error\n    at ${secret} (/app/${secret}.ts:1:1)` }),
    (secret) => secret,
    (secret) => ({ message: { secret } }),
    (secret) => ({ [secret]: secret }),
  ];
  for (const leak of thrown) {
    const throwing = (secret: string): never => {
      throw leak(secret);
    };
    expect(
      (await leaks(ledger, throwing)).map(([where]) => where),
      String(leak),
    ).toEqual([]);
    expect((await leaks(ledger, throwing, { context: toXmlMessages() })).map(([where]) => where)).toEqual([]);
  }
});

row("A provider's error that repeats its key, and a store's that repeats its address", async (ledger) => {
  const key = 'sk-proj-c4n4ry0123456789abcdef';
  const address = `postgres://user:${key}@db.example/threads`;
  const model: Model = {
    id: 'leaky',
    // eslint-disable-next-line require-yield
    async *stream() {
      throw Object.assign(new Error(`401 for Bearer ${key}`), {
        headers: { authorization: key },
        cause: new Error(key),
      });
    },
  };
  const memory = createMemoryStore();
  let isDown = false;
  const store: typeof memory = {
    ...memory,
    append: (...args) => (isDown ? Promise.reject(new Error(`connect ${address}`)) : memory.append(...args)),
  };
  const { agent } = play(bank(ledger), { model, store });
  await agent.send('Hello.');
  await untilStill(agent);
  isDown = true;
  const refused = await agent.send('Still there?');
  expect(refused).toMatchObject({ ok: false, rejection: { code: 'store_failed' } });
  const { problem } = agent.getSnapshot();
  const kept = shown([await memory.read(agent.getState().threadId), agent.getState(), refused, problem?.message]);
  expect(kept).toContain('[redacted]');
  expect(kept).not.toContain(key);
});
