import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve, type Served } from '../../../scripts/serve.ts';
import { say } from './copilot-page.ts';
import { serveEndpoint, type ScriptedEndpoint } from './scripted-endpoint.ts';
import { openPage } from './start-desk.ts';

const CANARY = 'sk-canary-5d1e8c7b90af';

let site: Served;
let upstream: ScriptedEndpoint;

beforeAll(async () => {
  upstream = await serveEndpoint();
  // As a person's shell has it when they start the server.
  Object.assign(process.env, { OPENAI_API_KEY: CANARY, OPENAI_BASE_URL: upstream.url });
  site = await serve('apps/demo', { preview: true });
});

afterAll(async () => {
  delete process.env['OPENAI_API_KEY'];
  delete process.env['OPENAI_BASE_URL'];
  await Promise.all([site?.close(), upstream?.close()]);
});

const sameOrigin = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'hi' }] });

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, site.url), { method: 'POST', headers: sameOrigin, body, ...init });
}

test('the page asks through the server, which adds the key; no response and no file of the page holds it', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => bodies.push(response.text().catch(() => '')));
    await openPage(page, site.url);
    await page.getByRole('button', { name: 'Offline rules (not an LLM)' }).click();
    await page.getByRole('radio', { name: 'OpenAI through the dev server' }).check();
    await page.getByRole('button', { name: 'Use this model' }).click();
    upstream.reply({ text: 'Through the server.' });
    await say(page, 'hello');
    await page.getByRole('log').getByText('Through the server.').waitFor();
    expect(upstream.asked.at(-1)?.headers.authorization).toBe(`Bearer ${CANARY}`);
    const texts = await Promise.all(bodies);
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter((text) => text.includes(CANARY))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a provider whose error repeats the key is not passed on word for word, however it is cut into pieces', async () => {
  const grumbling = createServer((_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json', 'retry-after': CANARY, 'x-key': CANARY });
    response.write(`{"error":{"message":"Incorrect API key: ${CANARY.slice(0, 9)}`);
    setTimeout(() => response.end(`${CANARY.slice(9)}, ${CANARY}"}}`), 50);
  });
  const port = await listen(grumbling);
  await withEnvironment({ OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` }, async (url) => {
    const response = await fetch(new URL('/api/openai/chat/completions', url), {
      method: 'POST',
      headers: sameOrigin,
      body,
    });
    expect(response.status).toBe(401);
    expect(JSON.stringify([...response.headers])).not.toContain(CANARY);
    expect(await response.text()).toBe('{"error":{"message":"Incorrect API key: [redacted], [redacted]"}}');
  });
  grumbling.close();
});

test('only the page of this server may ask', async () => {
  const before = upstream.asked.length;
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    {},
  ]) {
    const response = await ask('/api/openai/chat/completions', { headers });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
  expect(upstream.asked).toHaveLength(before);
});

test('there is one call to make, and every other path is not there', async () => {
  const before = upstream.asked.length;
  for (const path of [
    '/api/openai/models',
    '/api/openai/files',
    '/api/openai/chat/completions/x',
    '/api/openai/../openai/embeddings',
    '/api/anthropic/chat/completions',
    '/api/',
  ]) {
    expect((await ask(path)).status, path).toBe(404);
  }
  expect((await ask('/api/openai/chat/completions', { method: 'PUT' })).status).toBe(405);
  expect((await ask('/api/openai/chat/completions', { body: 'x'.repeat(4_000_001) })).status).toBe(413);
  expect(upstream.asked).toHaveLength(before);
});

test('without a key in its environment the server offers nothing', () =>
  withEnvironment({ OPENAI_API_KEY: '', ANTHROPIC_API_KEY: '' }, async (url) => {
    const status = await fetch(new URL('/api/openai', url), { headers: sameOrigin });
    expect(await status.json()).toEqual({});
    const path = new URL('/api/openai/chat/completions', url);
    expect((await fetch(path, { method: 'POST', headers: sameOrigin, body })).status).toBe(404);
  }));

test('with an Anthropic key alone, the page is told so and never sees it', () =>
  withEnvironment(
    { OPENAI_API_KEY: '', ANTHROPIC_API_KEY: CANARY, ANTHROPIC_BASE_URL: upstream.url.replace('/v1', '') },
    async (url) => {
      const status = await (await fetch(new URL('/api/openai', url), { headers: sameOrigin })).text();
      expect(JSON.parse(status)).toMatchObject({ provider: 'Anthropic' });
      expect(status).not.toContain(CANARY);
      upstream.reply({ text: 'Hello.' });
      const path = new URL('/api/openai/chat/completions', url);
      expect((await fetch(path, { method: 'POST', headers: sameOrigin, body })).status).toBe(200);
      expect(upstream.asked.at(-1)?.headers.authorization).toBe(`Bearer ${CANARY}`);
    },
  ));

test('an upstream that is not there is said without its address', async () => {
  const closed = createServer();
  const port = await listen(closed);
  await new Promise((resolve) => closed.close(resolve));
  await withEnvironment({ OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` }, async (url) => {
    const path = new URL('/api/openai/chat/completions', url);
    const response = await fetch(path, { method: 'POST', headers: sameOrigin, body });
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain(String(port));
  });
});

/** Serves the demo as a shell with these variables would. */
async function withEnvironment(
  variables: Readonly<Record<string, string>>,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  const other = await serve('apps/demo');
  try {
    await use(other.url);
  } finally {
    await other.close();
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
