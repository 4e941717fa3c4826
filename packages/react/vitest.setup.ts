import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi, type MockInstance } from 'vitest';

// What a test waits for comes soon, or on a busy machine later.
configure({ asyncUtilTimeout: 10_000 });

let errors: MockInstance<typeof console.error>;

beforeEach(() => {
  errors = vi.spyOn(console, 'error');
});

// React says with console.error what it does not like: a mismatch, a loop, an update too late.
afterEach(() => {
  cleanup();
  expect(errors.mock.calls).toEqual([]);
  errors.mockRestore();
});
