import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** One answer of the server. */
export interface Answer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A file in fixtures/: `anthropic/text.sse`. */
  readonly fixture?: string;
  readonly body?: string;
  /** Sends the body in pieces of so many bytes, each in a packet of its own. */
  readonly pieceBytes?: number;
  /** Sends the body up to and with this text, then does what `ending` says. */
  readonly upTo?: string;
  /** Sends the body up to and with the event that holds this text. */
  readonly upToEventWith?: string;
  /** `destroy` breaks the connection, `hang` leaves it open, `end` (the default) ends the response properly. */
  readonly ending?: 'destroy' | 'hang' | 'end';
}

/** What the server received. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** Resolves when the connection is gone; to whether the response had been sent in full by then. */
  readonly closed: Promise<{ readonly sentAll: boolean }>;
}

export interface ReplayServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when `count` requests have come. */
  readonly hasReceived: (count: number) => Promise<void>;
}

/** A server on this machine that gives one answer after the other and is closed when the test is finished. */
export async function replay(...answers: readonly Answer[]): Promise<ReplayServer> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async hasReceived(count) {
      while (received.length < count) await new Promise<void>((resolve) => waiting.add(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = answers[received.length];
    const closed = new Promise<{ sentAll: boolean }>((resolve) =>
      response.once('close', () => resolve({ sentAll: response.writableFinished })),
    );
    const body = JSON.parse(await readText(request)) as unknown;
    received.push({ path: request.url ?? '', headers: request.headers, body, closed });
    for (const wake of waiting) wake();
    if (answer) await send(response, answer);
    else response.writeHead(501).end('{"error":{"message":"no answer left"}}');
  }
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  const whole = answer.fixture ? await readFixture(answer.fixture) : (answer.body ?? '');
  const text = whole.slice(0, lengthToSend(whole, answer));
  const isStream = answer.fixture?.endsWith('.sse') ?? false;
  const contentType = isStream ? 'text/event-stream; charset=utf-8' : 'application/json';
  response.writeHead(answer.status ?? 200, { 'content-type': contentType, ...answer.headers });
  const bytes = Buffer.from(text);
  const pieceBytes = answer.pieceBytes ?? bytes.length;
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    await new Promise((resolve) => response.write(bytes.subarray(start, start + pieceBytes), resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (answer.ending === 'destroy') response.destroy();
  else if (answer.ending !== 'hang') response.end();
}

function readFixture(name: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)), 'utf8');
}

function lengthToSend(text: string, { upTo, upToEventWith }: Answer): number {
  const marker = upTo ?? upToEventWith;
  if (marker === undefined) return text.length;
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`The fixture has no "${marker}".`);
  return upTo === undefined ? text.indexOf('\n\n', at) + 2 : at + upTo.length;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
