import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One reply of the endpoint, in the order in which it is streamed. */
export interface ScriptedReply {
  readonly reasoning?: string;
  readonly text?: string;
  readonly calls?: readonly { readonly tool: string; readonly input: unknown }[];
  /** Waits this long after each piece of a few letters. Default 0. */
  readonly pieceMs?: number;
  /** Breaks the connection after this many pieces. */
  readonly diesAfter?: number;
}

/** What the endpoint was asked. */
export interface AskedOf {
  readonly headers: IncomingMessage['headers'];
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
}

/** An HTTP server on this machine that speaks OpenAI's chat API and says what it was told to. */
export interface ScriptedEndpoint {
  /** What goes into "Base URL". */
  readonly url: string;
  readonly asked: readonly AskedOf[];
  /** Adds replies; each request takes the next one, and fails where there is none. */
  readonly reply: (...replies: readonly ScriptedReply[]) => void;
  readonly close: () => Promise<void>;
}

const PIECE_LETTERS = 6;

export async function serveEndpoint(): Promise<ScriptedEndpoint> {
  const replies: ScriptedReply[] = [];
  const asked: AskedOf[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    reply: (...more) => void replies.push(...more),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    const body = await readBody(request);
    asked.push({ headers: request.headers, messages: body.messages });
    const reply = replies.shift();
    if (!reply) return void response.writeHead(400).end('{"error":{"message":"The script has no more replies."}}');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let sent = 0;
    for (const chunk of chunksOf(reply, asked.length)) {
      if (response.destroyed) return;
      if (sent++ === reply.diesAfter) return void response.destroy();
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
      if (reply.pieceMs !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.pieceMs));
    }
    response.end('data: [DONE]\n\n');
  }
}

async function readBody(request: IncomingMessage): Promise<{ readonly messages: AskedOf['messages'] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as { messages: AskedOf['messages'] };
}

function* chunksOf(reply: ScriptedReply, turn: number): Generator<object> {
  const chunk = (delta: object, finishReason: string | null = null): object => ({
    id: `chatcmpl-${turn}`,
    object: 'chat.completion.chunk',
    created: 1_780_000_000,
    model: 'scripted',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  });
  yield chunk({ role: 'assistant', content: '' });
  for (const piece of pieces(reply.reasoning ?? '')) yield chunk({ reasoning_content: piece });
  for (const piece of pieces(reply.text ?? '')) yield chunk({ content: piece });
  for (const [index, { tool, input }] of (reply.calls ?? []).entries()) {
    const call = { index, id: `call_${turn}_${index}`, type: 'function', function: { name: tool, arguments: '' } };
    yield chunk({ tool_calls: [call] });
    for (const piece of pieces(JSON.stringify(input))) {
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
    }
  }
  yield chunk({}, reply.calls ? 'tool_calls' : 'stop');
  yield { ...chunk({}), choices: [], usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 } };
}

function pieces(text: string): readonly string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${PIECE_LETTERS}}`, 'g')) ?? [];
}
