// @vitest-environment node
import { expect, test } from 'vitest';
import { interleave } from './interleave.ts';

test('all systems are measured once a round, every other round backwards', async () => {
  const order: string[] = [];
  const results = await interleave(['a', 'b', 'c'], 3, async (system, round) => {
    order.push(`${system}${round}`);
    return round;
  });
  expect(order).toEqual(['a0', 'b0', 'c0', 'c1', 'b1', 'a1', 'a2', 'b2', 'c2']);
  expect([...results]).toEqual([
    ['a', [0, 1, 2]],
    ['b', [0, 1, 2]],
    ['c', [0, 1, 2]],
  ]);
});
