// @vitest-environment node
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveInspector } from './serve-inspector.ts';

const UPGRADE = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Origin: https://evil.example',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');

test('a page that is refused and breaks its connection does not end the relay', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-app-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head></head></html>');
  const { port, close } = await serveInspector({ folder, port: 0, host: '127.0.0.1', allowedOrigins: [] });
  const thrown: unknown[] = [];
  const note = (error: unknown): void => void thrown.push(error);
  process.on('uncaughtException', note);
  onTestFinished(async () => {
    process.off('uncaughtException', note);
    await close();
    await rm(folder, { recursive: true, force: true });
  });

  for (let pages = 0; pages < 20; pages++) await breakOff(port);

  expect(await statusOf(port)).toBe(200);
  expect(thrown).toEqual([]);
});

function breakOff(port: number): Promise<void> {
  return new Promise((resolve) => {
    const page = connect(port, '127.0.0.1', () => page.write(UPGRADE, () => page.resetAndDestroy()));
    page.on('error', () => undefined);
    page.on('close', () => resolve());
  });
}

function statusOf(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', headers: { host: 'localhost' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.on('error', reject);
    asking.end();
  });
}
