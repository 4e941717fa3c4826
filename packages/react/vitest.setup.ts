import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi, type MockInstance } from 'vitest';

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
