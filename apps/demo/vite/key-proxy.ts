/*
 *   page ── POST /api/openai/chat/completions ──► dev or preview server ── + key ──► provider
 *        ◄── the reply as it streams, without the key ───────────────────────────────┘
 *
 * Only this one call, only from the page's own origin: whoever else may reach this port cannot spend the key.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Connect, Plugin } from 'vite';
import { PROXY_PATH } from '../src/copilot/model/proxy-path.ts';
import { readProvider, type Provider } from './provider.ts';
import { withoutKey } from './without-key.ts';

const MAX_BODY_BYTES = 4_000_000;
const PASSED_ON = ['content-type', 'retry-after', 'retry-after-ms'];

/** Lets the page ask the provider whose key is in the server's environment. The key never leaves the server. */
export function keyProxy(): Plugin {
  const use = ({ middlewares }: { readonly middlewares: Connect.Server }): void => {
    const provider = readProvider(process.env);
    middlewares.use((request, response, next) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (path !== '/api' && !path.startsWith('/api/')) return next();
      answer(provider, path, request, response).catch((error: unknown) => fail(response, error));
    });
  };
  return { name: 'key-proxy', configureServer: use, configurePreviewServer: use };
}

async function answer(
  provider: Provider | undefined,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isSameOrigin(request)) return refuse(response, 403, 'Only the page that this server serves may ask.');
  if (path === PROXY_PATH && request.method === 'GET') {
    return sendJson(response, 200, provider ? { provider: provider.name, model: provider.model } : {});
  }
  if (!provider || path !== `${PROXY_PATH}/chat/completions`) return refuse(response, 404, 'There is nothing here.');
  if (request.method !== 'POST') return refuse(response, 405, 'Use POST.');
  const body = await readBody(request);
  if (body === undefined) return refuse(response, 413, 'The conversation is too long for this proxy.');
  await passOn(provider, body, response);
}

async function passOn(provider: Provider, body: string, response: ServerResponse): Promise<void> {
  const aborter = new AbortController();
  response.once('close', () => aborter.abort());
  const reply = await fetch(`${provider.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${provider.key}`, 'content-type': 'application/json' },
    body,
    redirect: 'error',
    signal: aborter.signal,
  });
  const headers = PASSED_ON.flatMap((name): [string, string][] => {
    const value = reply.headers.get(name);
    return value === null ? [] : [[name, value.replaceAll(provider.key, '')]];
  });
  response.writeHead(reply.status, { ...Object.fromEntries(headers), 'cache-control': 'no-store' });
  if (!reply.body) return void response.end();
  const text = reply.body.pipeThrough(new TextDecoderStream()).pipeThrough(withoutKey(provider.key));
  await pipeline(Readable.from(text), response);
}

/** Browsers say where a request comes from in one of two headers; a request without either is not a page's. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  return origin !== undefined && host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What the error says may hold the address or more, so only the server's console gets it. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  console.error('key-proxy:', error instanceof Error ? error.message : error);
  if (response.headersSent) response.destroy();
  else refuse(response, 502, 'The provider could not be reached from the dev server.');
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { message } });
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}
