// @vitest-environment node
import { expect, test } from 'vitest';
import { readPeriod } from './period.ts';

/** A Sunday. */
const TODAY = '2026-11-22';

test.each([
  ['last month', '2026-10-01', '2026-10-31'],
  ['this week', '2026-11-16', '2026-11-22'],
  ['last week', '2026-11-09', '2026-11-15'],
  ['this year', '2026-01-01', '2026-12-31'],
  ['last year', '2025-01-01', '2025-12-31'],
  ['Q3', '2026-07-01', '2026-09-30'],
  ['Q1 2025', '2025-01-01', '2025-03-31'],
  ['second quarter of last year', '2025-04-01', '2025-06-30'],
  ['last quarter', '2026-07-01', '2026-09-30'],
  ['the month before last', '2026-09-01', '2026-09-30'],
  ['last 30 days', '2026-10-24', '2026-11-22'],
  ['past three months', '2026-08-01', '2026-10-31'],
  ['october', '2026-10-01', '2026-10-31'],
  ['march 2025', '2025-03-01', '2025-03-31'],
  ['march of 2025', '2025-03-01', '2025-03-31'],
  ['in 2025', '2025-01-01', '2025-12-31'],
  ['yesterday', '2026-11-21', '2026-11-21'],
  ['since september', '2026-09-01', '2026-11-22'],
  ['year to date', '2026-01-01', '2026-11-22'],
  ['so far this month', '2026-11-01', '2026-11-22'],
  ['from january to march', '2026-01-01', '2026-03-31'],
  ['between march 1 and march 15', '2026-03-01', '2026-03-15'],
])('%s', (text, from, to) => {
  expect(readPeriod(`what did we earn ${text}?`, TODAY)).toMatchObject({ from, to });
});

test('what lies ahead this year was last year', () => {
  expect(readPeriod('in december', TODAY)).toMatchObject({ from: '2025-12-01', to: '2025-12-31' });
  expect(readPeriod('from november to january', TODAY)).toMatchObject({ from: '2025-11-01', to: '2026-01-31' });
});

test.each(['the month before', 'from Jeff to Maria', 'between $200 and $900', 'what did we earn', ''])(
  '%j names no period',
  (text) => {
    expect(readPeriod(text, TODAY)).toBeUndefined();
  },
);
