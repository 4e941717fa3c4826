import type { ModelRequest } from '@twelvefold/core';
import * as fc from 'fast-check';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { shellQuote } from './shell-quote.ts';
import { toAnthropicBody } from './to-anthropic-body.ts';
import { formatOf, toCurl, type WireFormat } from './to-curl.ts';
import { toOpenAiBody } from './to-openai-body.ts';

const bin = mkdtempSync(join(tmpdir(), 'twelvefold-curl-'));
afterAll(() => rmSync(bin, { recursive: true }));
// A curl that prints its arguments, each followed by a NUL, and what it is given to read where it is told to.
writeFileSync(join(bin, 'curl'), `#!/bin/sh\nprintf '%s\\0' "$@"\ncase " $* " in *' @- '*) cat;; esac\n`);
chmodSync(join(bin, 'curl'), 0o755);

const env = { PATH: `${bin}:/usr/bin:/bin`, OPENAI_API_KEY: 'sk-"$x', ANTHROPIC_API_KEY: "sk-'ant" };

/** What curl is given when a shell reads the command from a script. */
async function run(command: string, extra: Record<string, string> = {}): Promise<readonly string[]> {
  const child = spawn('/bin/sh', ['-s'], { env: { ...env, ...extra } });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(command);
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(0);
  return Buffer.concat(chunks).toString('utf8').split('\0');
}

function requestWith(content: string): ModelRequest {
  return { system: content, messages: [{ role: 'user', content }], tools: [] };
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        "'",
        "'\\''",
        '"',
        '\\',
        '$HOME',
        '`id`',
        '!!',
        '\n',
        'BODY',
        '\nBODY\n',
        '\u0007',
        '\u009b',
        '🧾',
        '\ud800',
        '%s',
        '@-',
        '${x}',
      ),
    )
    .map((parts) => parts.join('')),
);

test('a quoted text is one word, and the same text', () => {
  fc.assert(
    fc.property(
      nasty.filter((text) => !text.includes('\0') && text.isWellFormed()),
      (text) => {
        const { stdout } = spawnSync('/bin/sh', ['-c', `printf %s ${shellQuote(text)}`]);
        expect(stdout.toString('utf8')).toBe(text);
      },
    ),
    { numRuns: 60 },
  );
});

describe.each<[WireFormat, string, (request: ModelRequest) => object]>([
  ['openai', 'openai/gpt-5', (request) => toOpenAiBody(request, { model: 'gpt-5', withReasoning: false })],
  ['anthropic', 'anthropic/claude-sonnet-5', (request) => toAnthropicBody(request, 'claude-sonnet-5')],
])('%s', (format, modelId, bodyOf) => {
  test('a shell gives curl the body, whatever people and tools wrote', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        const request = requestWith(text);
        const args = await run(toCurl(request, { format, modelId }));
        expect(JSON.parse(args[args.indexOf('--data-raw') + 1] ?? '')).toEqual(
          JSON.parse(JSON.stringify(bodyOf(request))),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('a body that is too long for an argument is read from the command', async () => {
    const request = requestWith("'it is long' \nBODY\n! ".repeat(10_000));
    const args = await run(toCurl(request, { format, modelId }));
    const at = args.indexOf('--data-binary');
    expect(args[at + 1]).toBe('@-');
    expect(JSON.parse(args[at + 2] ?? '')).toEqual(bodyOf(request));
  });
});

test('an OpenAI-compatible command', async () => {
  const command = toCurl(requestWith("Don't!"), { format: 'openai', modelId: 'openrouter/anthropic/claude-sonnet-5' });
  expect(command).toBe(
    String.raw`curl "${'$'}{OPENAI_BASE_URL:-https://api.openai.com/v1}/chat/completions" \
  -H "authorization: Bearer $OPENAI_API_KEY" \
  -H 'content-type: application/json' \
  --data-raw '{
  "model": "anthropic/claude-sonnet-5",
  "messages": [
    {
      "role": "system",
      "content": "Don'\''t\u0021"
    },
    {
      "role": "user",
      "content": "Don'\''t\u0021"
    }
  ]
}'`,
  );
  expect((await run(command)).slice(0, 6)).toEqual([
    'https://api.openai.com/v1/chat/completions',
    '-H',
    'authorization: Bearer sk-"$x',
    '-H',
    'content-type: application/json',
    '--data-raw',
  ]);
  expect((await run(command, { OPENAI_BASE_URL: 'http://localhost:1234/v1' }))[0]).toBe(
    'http://localhost:1234/v1/chat/completions',
  );
});

test('an Anthropic command', async () => {
  const command = toCurl(requestWith('Hi'), { format: 'anthropic', modelId: undefined });
  expect((await run(command)).slice(0, 8)).toEqual([
    'https://api.anthropic.com/v1/messages',
    '-H',
    "x-api-key: sk-'ant",
    '-H',
    'anthropic-version: 2023-06-01',
    '-H',
    'content-type: application/json',
    '--data-raw',
  ]);
  expect(command).toContain('"model": "MODEL"');
});

test('the format is the one of the provider that the log names', () => {
  const ids = ['anthropic/claude-sonnet-5', 'openai/gpt-5', 'openrouter/anthropic/x', 'unknown', undefined];
  expect(ids.map(formatOf)).toEqual(['anthropic', 'openai', 'openai', 'openai', 'openai']);
});
