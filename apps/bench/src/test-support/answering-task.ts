/* A measurement for the tests of `runInNode`: answers, fails or hangs, as it is told. */
import { collectGarbage, task } from '../task.ts';

task(async ({ what }: { readonly what: 'answer' | 'fail' | 'hang' }) => {
  collectGarbage();
  if (what === 'fail') throw new Error('It did not work.');
  if (what === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
  return { what, nodeEnv: process.env['NODE_ENV'], canCollect: 'gc' in globalThis };
});
