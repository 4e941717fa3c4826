// @vitest-environment node
import { expect, test } from 'vitest';
import { runInNode, TookTooLong } from './run-in-node.ts';

const script = new URL('./test-support/answering-task.ts', import.meta.url);

test('a measurement runs in a process of its own, as in production, and gives what it answers', async () => {
  const answer = await runInNode(script, { what: 'answer' });
  expect(answer).toEqual({ what: 'answer', nodeEnv: 'production', canCollect: true });
});

test('a measurement that fails says what it printed', async () => {
  await expect(runInNode(script, { what: 'fail' })).rejects.toThrow(
    /answering-task\.ts ended with 1 .*It did not work/s,
  );
});

test('a measurement that hangs is killed', async () => {
  await expect(runInNode(script, { what: 'hang' }, { timeoutMs: 500 })).rejects.toThrow(TookTooLong);
});
