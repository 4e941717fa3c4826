/*
 * Runs before each test file: what a test waits for comes soon, or on a busy machine later. `vi.waitFor` gives up after one
 * second by default, and has no setting for it.
 */
import { vi } from 'vitest';

const { waitFor } = vi;
const PATIENCE_MS = 10_000;

vi.waitFor = (look, options) =>
  waitFor(look, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options });
