import { expect, test } from 'vitest';
import { compareSpec } from './spec-ids.ts';

const spec = `
- **R1** The log only grows.
- **R2** A fold is total.
  - **R3** Also of an empty log.
`;

test('every rule that a title cites is tested, alone or in company', () => {
  const tests = new Map([
    ['a.test.ts', `test('[R1] grows', () => {}); describe("[R2, R3] folds", () => {});`],
    ['b.test.ts', 'test.each([[1], [2]])(`[R1] [R3] again`, () => {});'],
  ]);
  expect(compareSpec(spec, tests)).toEqual({ untested: [], repeated: [], unknown: [] });
});

test('rules without a test, rules told twice and citations of no rule are reported', () => {
  const tests = new Map([['a.test.ts', `test('[R1] grows', () => {}); test.todo('[R2] folds'); it('[R9] flies')`]]);
  expect(compareSpec(`${spec}- **R1** Again.`, tests)).toEqual({
    untested: ['R2', 'R3'],
    repeated: ['R1'],
    unknown: [{ id: 'R9', file: 'a.test.ts' }],
  });
});
