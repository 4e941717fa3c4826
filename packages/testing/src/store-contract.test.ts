import { createMemoryStore } from '@twelvefold/core';
import { describe, test } from 'vitest';
import { storeContract } from './store-contract.ts';

// #region contract
describe('the store contract in memory', () => {
  const contract = storeContract({
    begin: async () => {
      const store = createMemoryStore();
      return { open: async () => store, end: async () => undefined };
    },
  });
  for (const { name, run, skip } of contract) test.skipIf(skip)(name, run, 30_000);
});
// #endregion
