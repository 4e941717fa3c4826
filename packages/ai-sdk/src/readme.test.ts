import { readFile } from 'node:fs/promises';
import { createAnthropic } from '@ai-sdk/anthropic';
import { expect, test } from 'vitest';
import { collect } from '../test/desk.ts';
import { replay } from '../test/replay-server.ts';
import { aiSdk } from './index.ts';

function example(baseURL: string, apiKey: string) {
  // #region readme
  const anthropic = createAnthropic({ baseURL, apiKey });

  const model = aiSdk(anthropic('claude-sonnet-5'), {
    settings: { maxOutputTokens: 2_000, providerOptions: { anthropic: { effort: 'low' } } },
    costUsd: ({ inputTokens, outputTokens }) => (inputTokens * 3 + outputTokens * 15) / 1_000_000,
  });
  // #endregion
  return model;
}

test('the example of the README runs', async () => {
  const server = await replay({ fixture: 'anthropic/text.sse' });
  const parts = await collect(example(server.url, 'test'));
  expect(parts.at(-1)).toMatchObject({ type: 'finished', costUsd: 0.002391 });
  expect(server.received[0]?.body).toMatchObject({ max_tokens: 2_000, output_config: { effort: 'low' } });
});

test('the example of the README is this code', async () => {
  const [readme, source] = await Promise.all(
    ['../README.md', './readme.test.ts'].map((path) => readFile(new URL(path, import.meta.url), 'utf8')),
  );
  const region = source?.split('// #region readme\n')[1]?.split('  // #endregion')[0];
  expect(readme).toContain(region?.replace(/^ {2}/gm, '').trim());
});
