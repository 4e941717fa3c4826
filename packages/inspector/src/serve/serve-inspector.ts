/*
 *   process ── createWebSocketInspector ──┐            ┌──► a page that shows machines
 *   page    ── createWebSocketInspector ──┤  one port  ├──► another one, at any time: it is sent what is kept
 *                                         └──► relay ──┘
 *   browser ── GET / ─────────────────────────► the page itself
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { isAllowedHost, isAllowedOrigin } from './is-allowed-origin.ts';
import { readApp, type AppFile } from './read-app.ts';
import { createRelayMessages } from './relay-messages.ts';

export interface ServeOptions {
  /** The built page. */
  readonly folder: string;
  readonly port: number;
  readonly host: string;
  /** Pages that may connect besides those of this machine: `https://app.example`. */
  readonly allowedOrigins: readonly string[];
  /** Default 2,000,000. A longer message ends its connection. */
  readonly maxMessageBytes?: number;
}

export interface ServedInspector {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Who does not read what it is sent is let go before it costs more memory than this. */
const MAX_UNREAD_BYTES = 32_000_000;
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/**
 * Serves the page that shows machines, and relays what they say, on one port.
 *
 * @throws what `listen` fails with, as `EADDRINUSE`.
 */
export async function serveInspector(options: ServeOptions): Promise<ServedInspector> {
  const { host, allowedOrigins, maxMessageBytes = 2_000_000 } = options;
  const app = await readApp(options.folder);
  const messages = createRelayMessages();
  const server = createServer((request, response) => answer(request, response));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  let senders = 0;

  server.on('upgrade', (request, socket, head) => {
    if (!mayConnect(request)) return refuseUpgrade(socket);
    sockets.handleUpgrade(request, socket, head, (client) => join(client));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  function join(client: WebSocket): void {
    const sender = ++senders;
    // A broken frame or one that is too long ends the connection; there is nobody to tell.
    client.on('error', () => undefined);
    client.on('message', (data, isBinary) => {
      const passed = isBinary ? undefined : messages.take((data as Buffer).toString('utf8'), sender);
      if (passed === undefined) return;
      for (const other of sockets.clients) if (other !== client) send(other, passed);
    });
    for (const text of messages.kept()) send(client, text);
  }

  function mayConnect({ headers }: IncomingMessage): boolean {
    return isOurs(headers.host) && isAllowedOrigin(headers.origin, headers.host ?? '', allowedOrigins);
  }

  function isOurs(named: string | undefined): boolean {
    return isAllowedHost(named, [host]);
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const [path = '/'] = (request.url ?? '/').split('?');
    const file = app.get(path);
    if (!isOurs(request.headers.host))
      return say(response, 403, 'Ask for localhost, or start with --host <this name>.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405, 'Use GET.');
    if (!file) return say(response, 404, 'There is nothing here. The page is at /.');
    give(response, file, request.method === 'HEAD');
  }
}

function give(response: ServerResponse, { type, body }: AppFile, isHead: boolean): void {
  response.writeHead(200, { ...HEADERS, 'content-type': type, 'content-length': body.length });
  response.end(isHead ? undefined : body);
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

function send(client: WebSocket, text: string): void {
  if (client.bufferedAmount > MAX_UNREAD_BYTES) return client.terminate();
  if (client.readyState === client.OPEN) client.send(text);
}

/** Nobody else hears what goes wrong with this connection any more, and what nobody hears ends the process. */
function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
}
