// @vitest-environment node
import { createWebSocketInspector, createWebSocketReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';
import { createMemoryStore } from '@twelvefold/core';
import { createAgent, defineAgent, type LiveAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createActor, createMachine } from 'xstate';
import { feedInspector } from '../stately/index.ts';
import { listenProblem } from './listen-problem.ts';
import { serveInspector, type ServedInspector, type ServeOptions } from './serve-inspector.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Nothing is there at once where much else runs. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twelvefold-app-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head><title>App</title></head></html>');
  await writeFile(join(folder, 'assets/app.js'), 'export {};');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function served(options: Partial<ServeOptions> = {}): Promise<ServedInspector> {
  const server = await serveInspector({ folder, port: 0, host: '127.0.0.1', allowedOrigins: [], ...options });
  onTestFinished(server.close);
  return server;
}

/** What the receiver of the package hears there. */
function receiver(port: number): StatelyInspectionEvent[] {
  const heard: StatelyInspectionEvent[] = [];
  createWebSocketReceiver({ server: `ws://127.0.0.1:${port}` }).subscribe((event) => void heard.push(event));
  return heard;
}

function inspector(port: number) {
  const made = createWebSocketInspector({ url: `ws://127.0.0.1:${port}` });
  onTestFinished(() => made.stop());
  return made;
}

test('an agent reaches the receiver of the package, at once and late', async () => {
  const { port } = await served();
  const early = receiver(port);
  const desk = defineAgent({ name: 'desk', instructions: '' });
  const agent = createAgent(desk, { model: scriptedModel([{ text: 'Hello.' }]), store: createMemoryStore() });
  onTestFinished(() => agent.dispose());
  const stop = feedInspector(agent as LiveAgent, inspector(port), { sessionId: 'desk:1' });
  await agent.send('Hi');
  await expect
    .poll(() => last(early))
    .toMatchObject({ snapshot: { value: 'done', context: { phase: 'done', seq: 5 } } });
  stop();
  expect(early[0]).toMatchObject({ type: '@xstate.actor', sessionId: 'desk:1', name: 'desk' });
  expect(early.map(({ type, sessionId }) => `${type} ${sessionId}`)).toContain('@xstate.actor desk:1/1#1');

  const late = receiver(port);
  await soon(() => late.length).toBe(early.length);
  expect(late).toEqual(early);
});

test('any machine reaches it by the path of the package itself', async () => {
  const { port } = await served();
  const heard = receiver(port);
  const toggle = createMachine({ id: 'toggle', initial: 'off', states: { off: { on: { PUSH: 'on' } }, on: {} } });
  const actor = createActor(toggle, { inspect: inspector(port).inspect }).start();
  actor.send({ type: 'PUSH' });
  await soon(() => last(heard)).toMatchObject({ type: '@xstate.snapshot', snapshot: { value: 'on' } });
});

test('the page is served, told that this is a relay, and nothing else on the disk is', async () => {
  const { port } = await served();
  const page = await fetch(`http://127.0.0.1:${port}/?server=x`);
  expect(await page.text()).toContain('<meta name="twelvefold-relay" content="here" /><title>App');
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  expect((await fetch(`http://127.0.0.1:${port}/assets/app.js`)).status).toBe(200);
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets', '/assets/', '//etc/passwd'])
    expect(await status(port, { path })).toBe(404);
  expect(await status(port, { method: 'POST' })).toBe(405);
});

test('a name that was led here is refused, for the page and for the socket', async () => {
  const { port } = await served();
  expect(await status(port, { headers: { host: 'evil.example:8080' } })).toBe(403);
  expect(await opens(port, { host: 'evil.example', origin: 'http://evil.example' })).toBe(false);
});

test('pages of this machine may connect, those that were named, and no others', async () => {
  const { port } = await served({ allowedOrigins: ['https://app.example'] });
  expect(await opens(port, { origin: 'http://localhost:5173' })).toBe(true);
  expect(await opens(port, { origin: 'https://app.example' })).toBe(true);
  expect(await opens(port, {})).toBe(true);
  expect(await opens(port, { origin: 'https://evil.example' })).toBe(false);
  expect(await opens(port, { origin: 'null' })).toBe(false);
});

test('a message that is too long ends its connection and no other', async () => {
  const { port } = await served({ maxMessageBytes: 1_000 });
  const heard = receiver(port);
  const [loud, fine] = [await open(port), await open(port)];
  loud.send(JSON.stringify({ type: '@xstate.event', text: 'x'.repeat(2_000) }));
  await soon(() => loud.readyState).toBe(WebSocket.CLOSED);
  fine.send(Buffer.from([1, 2, 3]));
  fine.send('no json');
  fine.send(JSON.stringify({ type: '@xstate.event', sessionId: 'x:0' }));
  await soon(() => heard).toEqual([{ type: '@xstate.event', sessionId: 'x:0', _sender: expect.any(String) }]);
});

const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const run = promisify(execFile);

test('the command says what it can do, and what to do where it cannot', async () => {
  expect((await run(process.execPath, [cli, '--help'])).stdout).toContain('npx @twelvefold/inspector [options]');
  const failed = async (...args: readonly string[]) =>
    run(process.execPath, [cli, ...args]).then(
      () => 'it worked',
      (error: { readonly code: number; readonly stderr: string }) => [error.code, error.stderr.trim()],
    );
  expect(await failed('--port', 'many')).toEqual([
    1,
    '--port takes a number from 0 to 65535, not "many". --help says what there is.',
  ]);
  expect(await failed('--allow-origin', 'app.example')).toEqual([
    1,
    '--allow-origin takes an origin such as https://app.example, not "app.example". --help says what there is.',
  ]);
  expect(await failed('--colour')).toEqual([
    1,
    expect.stringMatching(/Unknown option '--colour'.*(?<!\.)\. --help says what there is\./),
  ]);
});

test('an address that cannot be had is told of in a sentence that says what to do', async () => {
  const { port } = await served();
  const said = async (options: Partial<ServeOptions>): Promise<string> =>
    served(options).then(
      () => 'it worked',
      (error: unknown) => listenProblem(error, { port, host: '127.0.0.1', ...options }),
    );
  expect(await said({ port })).toBe(
    `Port ${port} is taken. Stop what listens there, or choose another port, here and in your code: npx @twelvefold/inspector --port 8080`,
  );
  expect(await said({ host: '203.0.113.7' })).toBe(
    'This machine has no address 203.0.113.7. --host takes one of its own, such as 127.0.0.1.',
  );
  expect(listenProblem({ code: 'EADDRINUSE' }, { port: 8080, host: '127.0.0.1' })).toContain('--port 8081');
  expect(listenProblem({ code: 'EACCES' }, { port: 80, host: '127.0.0.1' })).toContain('Choose one above 1023');
});

function last(heard: readonly StatelyInspectionEvent[]): StatelyInspectionEvent | undefined {
  return heard.at(-1);
}

/** Asked as it is written: `fetch` would clean the path. */
function status(
  port: number,
  options: { path?: string; method?: string; headers?: Record<string, string> },
): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', ...options }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

function opens(port: number, headers: Record<string, string>): Promise<boolean> {
  return open(port, headers).then(
    (socket) => (socket.terminate(), true),
    () => false,
  );
}

function open(port: number, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}
