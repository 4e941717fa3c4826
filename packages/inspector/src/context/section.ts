import type { ModelMessage, ModelRequest, ToolSpec } from '@twelvefold/core';

/** What a request is made of: the instructions, a tool, or a message. */
export type Section = Sized &
  (
    | { readonly kind: 'system'; readonly id: string; readonly text: string }
    | { readonly kind: 'tool'; readonly id: string; readonly tool: ToolSpec }
    | { readonly kind: 'message'; readonly id: string; readonly index: number; readonly message: ModelMessage }
  );

interface Sized {
  /** As JSON: two sections are the same when their texts are. */
  readonly json: string;
  /** Of that text, as UTF-8. */
  readonly sizeBytes: number;
  /** What a model reads of it, for counting tokens: without ids and signatures. */
  readonly texts: readonly string[];
}

/** The sections of a request, in the order in which providers read them: instructions, tools, messages. */
export function toSections({ system, tools, messages }: ModelRequest): readonly Section[] {
  return [
    ...(system === ''
      ? []
      : [{ kind: 'system' as const, id: 'system', text: system, ...sized(system, () => [system]) }]),
    ...tools.map((tool): Section => ({ kind: 'tool', id: `tool-${tool.name}`, tool, ...sizeOf(tool, toolTexts) })),
    ...messages.map((message, index): Section => ({
      kind: 'message',
      id: `message-${index}`,
      index,
      message,
      ...sizeOf(message, messageTexts),
    })),
  ];
}

/** The bytes of a text as UTF-8. */
export function sizeBytesOf(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();
const known = new WeakMap<object, Sized>();

/** Made once: messages that are in the next request too are the same objects there. */
function sizeOf<T extends object>(value: T, toTexts: (value: T) => readonly string[]): Sized {
  const size = known.get(value) ?? sized(value, () => toTexts(value));
  known.set(value, size);
  return size;
}

function sized(value: unknown, toTexts: () => readonly string[]): Sized {
  const json = JSON.stringify(value);
  return { json, sizeBytes: sizeBytesOf(json), texts: toTexts() };
}

function toolTexts({ name, description, inputSchema }: ToolSpec): readonly string[] {
  return [name, description, JSON.stringify(inputSchema)];
}

function messageTexts(message: ModelMessage): readonly string[] {
  switch (message.role) {
    case 'user':
      return [message.content];
    case 'assistant':
      return message.content.flatMap((part) =>
        part.type === 'call' ? [part.tool, JSON.stringify(part.input)] : [part.text],
      );
    case 'tool':
      return message.content.map(({ result }) => (result.kind === 'json' ? JSON.stringify(result.value) : result.text));
  }
}
