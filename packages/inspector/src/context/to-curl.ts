import type { JsonObject, ModelRequest } from '@twelvefold/core';
import { shellQuote } from './shell-quote.ts';
import { toAnthropicBody } from './to-anthropic-body.ts';
import { toOpenAiBody } from './to-openai-body.ts';

/** A wire format that many providers speak, and one that Anthropic does. */
export type WireFormat = 'openai' | 'anthropic';

export interface CurlOptions {
  readonly format: WireFormat;
  /** As the log has it, `<provider>/<model>`: what stands before the first slash is left out. */
  readonly modelId: string | undefined;
}

/** One argument of a program may be 128 KiB long on Linux, and not longer. */
const ARGUMENT_BYTES = 100_000;

/** A request as a command for a POSIX shell. The key is a variable of that shell; nothing of a key is in it. */
export function toCurl(request: ModelRequest, { format, modelId }: CurlOptions): string {
  const { url, headers, body } = format === 'anthropic' ? anthropic(request, modelId) : openAi(request, modelId);
  const json = toShownJson(body);
  const isLong = new TextEncoder().encode(json).length > ARGUMENT_BYTES;
  const lines = [
    `curl ${url}`,
    ...[...headers, shellQuote('content-type: application/json')].map((header) => `  -H ${header}`),
    isLong ? `  --data-binary @- <<'BODY'\n${json}\nBODY` : `  --data-raw ${shellQuote(json)}`,
  ];
  return lines.join(' \\\n');
}

/** The format of the provider that the log names. */
export function formatOf(modelId: string | undefined): WireFormat {
  return modelId?.startsWith('anthropic/') ? 'anthropic' : 'openai';
}

interface Call {
  readonly url: string;
  /** Quoted already: the shell is to put in the key. */
  readonly headers: readonly string[];
  readonly body: JsonObject;
}

function openAi(request: ModelRequest, modelId: string | undefined): Call {
  const withReasoning = !modelId?.startsWith('openai/');
  return {
    url: '"${OPENAI_BASE_URL:-https://api.openai.com/v1}/chat/completions"',
    headers: ['"authorization: Bearer $OPENAI_API_KEY"'],
    body: toOpenAiBody(request, { model: modelOf(modelId), withReasoning }),
  };
}

function anthropic(request: ModelRequest, modelId: string | undefined): Call {
  return {
    url: shellQuote('https://api.anthropic.com/v1/messages'),
    headers: ['"x-api-key: $ANTHROPIC_API_KEY"', shellQuote('anthropic-version: 2023-06-01')],
    body: toAnthropicBody(request, modelOf(modelId)),
  };
}

function modelOf(modelId = 'unknown'): string {
  return modelId === 'unknown' ? 'MODEL' : modelId.slice(modelId.indexOf('/') + 1);
}

/**
 * JSON for reading and pasting. Shells that people type into act on `!` even within quotes that go over several lines, and
 * terminals on control characters: each stands as an escape, which JSON takes for the very same character.
 */
function toShownJson(body: JsonObject): string {
  return JSON.stringify(body, undefined, 2).replace(
    /[!\u007F-\u009F\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
