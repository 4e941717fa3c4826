import type { FinishReason, Json, Model, ModelPart, ModelRequest, Usage } from '@twelvefold/core';

/** One reply of a script. */
export interface ScriptedReply {
  readonly text?: string;
  readonly reasoning?: string;
  /** `inputText` instead of `input` for JSON that is not. */
  readonly calls?: readonly {
    readonly tool: string;
    readonly input?: Json;
    readonly inputText?: string;
    readonly id?: string;
  }[];
  readonly usage?: Usage;
  readonly costUsd?: number;
  readonly finishReason?: FinishReason;
  /** Thrown instead of finishing, after what comes before it was streamed. */
  readonly throws?: unknown;
  /** The stream ends without `finished`. */
  readonly cut?: true;
  /** Holds the stream open until it resolves, after what comes before it was streamed. */
  readonly until?: Promise<unknown>;
}

export type Script = readonly ScriptedReply[] | ((request: ModelRequest, turn: number) => ScriptedReply);

/** A model that says what its script says, reply by reply, and remembers what it was asked. */
export interface ScriptedModel extends Model {
  readonly requests: readonly ModelRequest[];
  /** How many requests were aborted while they streamed. */
  readonly aborts: () => number;
}

const CHUNK_CHARS = 8;

/** Streams a script in small pieces, the way a provider would. A script that ran out repeats its last reply. */
export function scriptedModel(script: Script): ScriptedModel {
  const requests: ModelRequest[] = [];
  let aborts = 0;
  return {
    id: 'scripted',
    requests,
    aborts: () => aborts,
    async *stream(request, { signal }) {
      const turn = requests.push(request) - 1;
      const reply = typeof script === 'function' ? script(request, turn) : script[Math.min(turn, script.length - 1)];
      const onAbort = (): void => void aborts++;
      signal.addEventListener('abort', onAbort, { once: true });
      for (const part of partsOf(reply ?? {}, turn)) {
        signal.throwIfAborted();
        yield part;
      }
      if (reply?.until) await Promise.race([reply.until, aborted(signal)]);
      signal.throwIfAborted();
      if (reply && 'throws' in reply) throw reply.throws;
      signal.removeEventListener('abort', onAbort);
      if (!reply?.cut) yield finishOf(reply ?? {});
    },
  };
}

/** The parts of a reply up to its end. */
function partsOf({ text = '', reasoning = '', calls = [] }: ScriptedReply, turn: number): readonly ModelPart[] {
  return [
    ...chunks(reasoning).map((delta): ModelPart => ({ type: 'reasoning.delta', id: 'reasoning', delta })),
    ...chunks(text).map((delta): ModelPart => ({ type: 'text.delta', id: 'text', delta })),
    ...calls.flatMap(({ tool, input = {}, inputText = JSON.stringify(input), id }, index): readonly ModelPart[] => {
      const call = id ?? `call_${turn}_${index}`;
      const deltas = chunks(inputText).map((delta): ModelPart => ({ type: 'call.delta', id: call, delta }));
      return [{ type: 'call.started', id: call, tool }, ...deltas, { type: 'call.ended', id: call, tool, inputText }];
    }),
  ];
}

function finishOf({
  calls = [],
  usage = { inputTokens: 10, outputTokens: 5 },
  costUsd,
  finishReason,
}: ScriptedReply): ModelPart {
  const reason = finishReason ?? (calls.length > 0 ? 'calls' : 'stop');
  return { type: 'finished', finishReason: reason, usage, ...(costUsd !== undefined && { costUsd }) };
}

function chunks(text: string): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / CHUNK_CHARS) }, (_, index) =>
    text.slice(index * CHUNK_CHARS, (index + 1) * CHUNK_CHARS),
  );
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
