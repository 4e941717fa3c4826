import { storeContract, type StoreLab } from '@twelvefold/testing/store-contract';
import { deleteDB, openDB } from 'idb';
import { describe, test } from 'vitest';
import { createIndexedDbStore } from './create-indexed-db-store.ts';
import { LAYOUT_VERSION } from './layout.ts';

interface Lab extends StoreLab {
  readonly name: string;
}

// The case that needs a full disk runs in e2e/, in a browser that has written nothing yet.
const contract = storeContract<Lab>({
  presence: true,
  begin: async () => {
    const name = `contract ${crypto.randomUUID()}`;
    return { name, open: async () => createIndexedDbStore({ name }), end: () => deleteDB(name) };
  },
  // What is no object has no key, so it stands in a field of one here.
  rewrite: async ({ name }, { threadId, seq }, change) => {
    const database = await openDB(name);
    const json = change(JSON.stringify(await database.get('events', [threadId, seq])));
    await database.delete('events', [threadId, seq]);
    if (json !== undefined) await database.put('events', toObject(json) ?? { threadId, seq, json });
    database.close();
  },
  outdate: async ({ name }) => (await openDB(name, LAYOUT_VERSION + 1)).close(),
});

describe('the contract of all stores', () => {
  for (const { name, run, skip } of contract) test.skipIf(skip)(name, run, 30_000);
});

function toObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
