import type { AssistantPart, ToolResultPart } from '@twelvefold/core';
import type { Section } from './section.ts';

/** A part of a section as it is shown. */
export interface ShownPart {
  /** What it is, where that is not plain text: a call with its tool and id, for example. */
  readonly title?: string;
  readonly kind: 'text' | 'reasoning' | 'call' | 'result' | 'error' | 'denied' | 'schema';
  readonly text: string;
}

/** The parts of a section, in the order in which they are sent. JSON is laid out for reading. */
export function toParts(section: Section): readonly ShownPart[] {
  switch (section.kind) {
    case 'system':
      return [{ kind: 'text', text: section.text }];
    case 'tool':
      return [
        { kind: 'text', text: section.tool.description },
        { kind: 'schema', title: 'Input schema', text: laidOut(section.tool.inputSchema) },
      ];
    case 'message': {
      const { message } = section;
      if (message.role === 'user') return [{ kind: 'text', text: message.content }];
      return message.role === 'assistant' ? message.content.map(assistantPart) : message.content.map(resultPart);
    }
  }
}

/** All of a section as one text, for comparing it with an earlier one. */
export function toComparedText(section: Section): string {
  return toParts(section)
    .map(({ title, text }) => (title === undefined ? text : `${title}\n${text}`))
    .join('\n');
}

function assistantPart(part: AssistantPart): ShownPart {
  if (part.type === 'call')
    return { kind: 'call', title: `Call ${part.tool} · ${part.callId}`, text: laidOut(part.input) };
  const signed = part.providerMetadata && ` · with metadata of ${Object.keys(part.providerMetadata).join(', ')}`;
  if (part.type === 'reasoning') return { kind: 'reasoning', title: `Reasoning${signed ?? ''}`, text: part.text };
  return { kind: 'text', text: part.text };
}

function resultPart({ tool, callId, result }: ToolResultPart): ShownPart {
  const of = `${tool} · ${callId}`;
  if (result.kind === 'json') return { kind: 'result', title: `Result of ${of}`, text: laidOut(result.value) };
  const title = result.kind === 'error' ? `Error of ${of}` : `Did not run: ${of}`;
  return { kind: result.kind, title, text: result.text };
}

function laidOut(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}
