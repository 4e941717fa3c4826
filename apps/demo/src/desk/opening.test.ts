// @vitest-environment node
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTestDatabase } from '../db/test-database.ts';
import { DeskError } from '../db/desk-error.ts';
import { startOpening } from './opening.ts';

test('a failure is told, and a retry opens', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => error.mockRestore());
  const database = await openTestDatabase();
  const refused = new DeskError('database_unavailable', 'Check your connection and try again.');
  const results = [
    Promise.reject(refused),
    Promise.reject(new TypeError('Failed to fetch')),
    Promise.resolve(database),
  ];
  for (const result of results) result.catch(() => undefined);
  const opening = startOpening(() => results.shift() ?? Promise.reject(new Error('opened too often')));
  const seen: unknown[] = [opening.state()];
  const settled = () => vi.waitFor(() => expect(opening.state().status).not.toBe('loading'));
  opening.subscribe(() => seen.push(opening.state()));
  await settled();
  opening.retry();
  await settled();
  opening.retry();
  await settled();
  opening.retry();
  expect(seen).toEqual([
    { status: 'loading' },
    { status: 'failed', message: 'Check your connection and try again.' },
    { status: 'loading' },
    { status: 'failed', message: 'The desk could not be loaded: check your connection and try again.' },
    { status: 'loading' },
    { status: 'ready', database },
  ]);
});
