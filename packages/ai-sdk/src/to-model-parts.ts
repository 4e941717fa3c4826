/*
 * One provider stream, part by part, as the engine's parts.
 *
 *   text-start ─ text-delta… ─ text-end                   ─►               text.delta… ─ text.ended
 *   reasoning-start ─ reasoning-delta… ─ reasoning-end    ─►          reasoning.delta… ─ reasoning.ended
 *   tool-input-start ─ tool-input-delta… ─ tool-call      ─►  call.started ─ call.delta… ─ call.ended
 *   tool-call alone                                       ─►  call.started ─ call.ended
 *   finish, then the end of the stream                    ─►  finished
 *
 * What a provider runs itself and every part that is not in this picture are left out.
 */
import type { LanguageModelV2StreamPart, LanguageModelV3StreamPart, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { ModelPart, ProviderMetadata } from '@twelvefold/core';
import { openBlocks, type Block, type Metadata } from './open-blocks.ts';
import { toFinish, type Finish } from './to-finish.ts';

export type StreamPart = LanguageModelV2StreamPart | LanguageModelV3StreamPart | LanguageModelV4StreamPart;

/** Reads one reply. */
export interface PartReader {
  /** The engine's parts for the next part of the stream. Throws what an `error` part holds. */
  read(part: StreamPart): readonly ModelPart[];
  /** To call when the stream is over: what closes blocks left open, and how the reply ended; `undefined` if it was cut. */
  end(): { readonly open: readonly ModelPart[]; readonly finish: Finish } | undefined;
}

/**
 * Keeps what must outlive a part: blocks that are open, the metadata that they gathered, the finish. `tools` are the
 * names of the tools that the model was given. The call of any other is passed on once it is whole: only then is it
 * certain that the provider does not run it itself.
 */
export function createPartReader(tools: ReadonlySet<string>): PartReader {
  const texts = openBlocks();
  const reasonings = openBlocks();
  const calls = openBlocks();
  let finish: Finish | undefined;

  return {
    read(part) {
      switch (part.type) {
        case 'text-start':
          texts.open(part.id, part.providerMetadata);
          return [];
        case 'reasoning-start':
          reasonings.open(part.id, part.providerMetadata);
          return [];
        case 'text-delta':
          return toDelta('text.delta', texts.add(part.id, part.providerMetadata), part.delta);
        case 'reasoning-delta':
          return toDelta('reasoning.delta', reasonings.add(part.id, part.providerMetadata), part.delta);
        case 'text-end':
          return [toEnded('text.ended', texts.close(part.id, part.providerMetadata))];
        case 'reasoning-end':
          return [toEnded('reasoning.ended', reasonings.close(part.id, part.providerMetadata))];
        case 'tool-input-start':
          return part.providerExecuted === true || !tools.has(part.toolName) ? [] : startCall(part);
        case 'tool-input-delta':
          return calls.has(part.id) ? callDelta(part) : [];
        case 'tool-call':
          return part.providerExecuted === true ? dropCall(part.toolCallId) : endCall(part);
        case 'finish':
          finish = toFinish(part.finishReason, part.usage);
          return [];
        case 'error':
          throw part.error;
        default:
          return [];
      }
    },
    end() {
      const open = [
        ...texts.closeAll().map((block) => toEnded('text.ended', block)),
        ...reasonings.closeAll().map((block) => toEnded('reasoning.ended', block)),
      ];
      return finish && { open, finish };
    },
  };

  function startCall(part: Extract<StreamPart, { type: 'tool-input-start' }>): readonly ModelPart[] {
    const block = calls.open(part.id, part.providerMetadata, 'inputEncoding' in part && part.inputEncoding === 'text');
    const started: ModelPart = { type: 'call.started', id: block.id, tool: part.toolName };
    return block.isText ? [started, { type: 'call.delta', id: block.id, delta: '"' }] : [started];
  }

  function callDelta(part: Extract<StreamPart, { type: 'tool-input-delta' }>): readonly ModelPart[] {
    const block = calls.add(part.id, part.providerMetadata);
    // The engine parses deltas as JSON, so plain text becomes the inside of a JSON string.
    return toDelta('call.delta', block, block.isText ? JSON.stringify(part.delta).slice(1, -1) : part.delta);
  }

  function endCall(part: Extract<StreamPart, { type: 'tool-call' }>): readonly ModelPart[] {
    const isKnown = calls.has(part.toolCallId);
    const block = calls.close(part.toolCallId, part.providerMetadata);
    const ended: ModelPart = {
      type: 'call.ended',
      id: block.id,
      tool: part.toolName,
      inputText: part.input,
      ...withMetadata(block),
    };
    return isKnown ? [ended] : [{ type: 'call.started', id: block.id, tool: part.toolName }, ended];
  }

  function dropCall(id: string): readonly ModelPart[] {
    if (calls.has(id)) calls.close(id, undefined);
    return [];
  }
}

function toDelta(
  type: 'text.delta' | 'reasoning.delta' | 'call.delta',
  { id }: Block,
  delta: string,
): readonly ModelPart[] {
  return delta === '' ? [] : [{ type, id, delta }];
}

function toEnded(type: 'text.ended' | 'reasoning.ended', block: Block): ModelPart {
  return { type, id: block.id, ...withMetadata(block) };
}

function withMetadata({ metadata }: Block): { readonly providerMetadata?: ProviderMetadata } {
  return metadata === undefined ? {} : { providerMetadata: toLoggable(metadata) };
}

/** Metadata goes into the log, and the interface allows `undefined` in it, which JSON does not. */
function toLoggable(metadata: Metadata): ProviderMetadata {
  return JSON.parse(JSON.stringify(metadata)) as ProviderMetadata;
}
