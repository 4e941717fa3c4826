import type { Json, Model, ModelPart, ModelRequest } from '@twelvefold/core';

/**
 * A stand-in that follows a script: no key, no network, no language model. It bills what looks like an invoice and an
 * amount, and says hello to anything else. For a language model, write './openai.ts' where you import this file.
 */
export const model: Model = {
  id: 'scripted stand-in',
  async *stream(request, { signal }) {
    for (const part of reply(request)) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      signal.throwIfAborted();
      yield part;
    }
  },
};

function reply({ messages, tools }: ModelRequest): readonly ModelPart[] {
  const last = messages.at(-1);
  if (last?.role === 'tool') return say(about(last.content[0]?.result));
  const text = last?.role === 'user' ? last.content : '';
  const [, outcome] = UNDO.exec(text) ?? [];
  if (outcome) return say(`I am told of an undo that you asked for: ${outcome}.`);
  const [, invoice, euros] = /(F-\d+)\D*([\d.]+)/.exec(text) ?? [];
  const [tool] = tools;
  if (!tool) return say(`I am a scripted stand-in, and you said: ${text}`);
  if (!invoice) return say('I am a scripted stand-in. Try: Bill F-17 for 300 euros.');
  return [...words('A link like this, for you to approve:'), ...call(tool.name, { invoice, euros: Number(euros) })];
}

/** How the engine tells of an undo, which starts another run. It is news: what it names is not billed again. */
const UNDO = /^Request to undo an earlier call: .*"outcome":"([^"]+)"/;

/** What the stand-in says of a result. */
function about(result: { readonly kind: string; readonly value?: Json; readonly text?: string } | undefined): string {
  if (result?.kind !== 'json') return `There is no link: ${result?.text}`;
  return `Here is the link: ${/https:[^"]+/.exec(JSON.stringify(result.value))?.[0]}`;
}

function say(text: string): readonly ModelPart[] {
  return [...words(text), finished('stop')];
}

function words(text: string): readonly ModelPart[] {
  return text.split(/(?<= )/).map((delta) => ({ type: 'text.delta', id: 'text', delta }));
}

function call(tool: string, input: Json): readonly ModelPart[] {
  const inputText = JSON.stringify(input);
  return [
    { type: 'call.started', id: 'call', tool },
    ...Array.from(inputText, (delta): ModelPart => ({ type: 'call.delta', id: 'call', delta })),
    { type: 'call.ended', id: 'call', tool, inputText },
    finished('calls'),
  ];
}

function finished(finishReason: 'stop' | 'calls'): ModelPart {
  return { type: 'finished', finishReason, usage: { inputTokens: 0, outputTokens: 0 } };
}
