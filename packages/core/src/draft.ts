/*
 * What the model is writing right now, and the reply that it becomes. [R86]–[R89]
 *
 *   ModelPart ─► push ─► blocks, in the order in which they started ─► draft()   to show, at any time
 *                                                                   └► reply()   to log, once `finished` came
 */
import { createCallBlock, createTextBlock, type CallBlock, type TextBlock } from './draft-block.ts';
import type { Facts } from './event.ts';
import type { Json } from './json.ts';
import type { ModelPart } from './ports.ts';
import { unreachable } from './unreachable.ts';

/** What the model is writing right now. Never in the log; gone when the reply is. */
export interface Draft {
  readonly step: number;
  readonly parts: readonly DraftPart[];
}

export type DraftPart = DraftText | DraftCall;

export interface DraftText {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

export interface DraftCall {
  readonly type: 'call';
  /** The id that the call will have in the log, if this attempt makes it there. */
  readonly callId: string;
  readonly tool: string;
  /** The input as far as it has arrived; finished subtrees keep their identity from one draft to the next. */
  readonly input: Json | undefined;
  readonly done: boolean;
}

/** A whole reply: what `model.replied` says besides which request it answers. */
export type Reply = Omit<Facts['model.replied'], 'step' | 'attempt'>;

export interface DraftBuilder {
  /** Costs O(length of the delta). Parts of an unknown type, and parts after `finished`, change nothing. */
  push(part: ModelPart): void;
  /** The first 256 parts. The same object while there is nothing new to show; parts without news keep their identity too. */
  draft(): Draft;
  /** The whole reply; `undefined` until `finished` came. */
  reply(): Reply | undefined;
}

/** A reply of thousands of parts must not cost those who watch it the square of that. */
const MAX_SHOWN = 256;

type TextPart = Extract<ModelPart, { type: `text.${string}` | `reasoning.${string}` }>;

/**
 * Builds the draft of one step, and the reply that it becomes, from the parts of a model's stream.
 *
 * @example
 * const builder = createDraftBuilder(3);
 * for await (const part of model.stream(request, { signal })) {
 *   builder.push(part);
 *   show(builder.draft());
 * }
 */
export function createDraftBuilder(step: number): DraftBuilder {
  const blocks: (TextBlock | CallBlock)[] = [];
  const texts = new Map<string, TextBlock>();
  const calls = new Map<string, CallBlock>();
  let callCount = 0;
  let draft: Draft = { step, parts: [] };
  let reply: Reply | undefined;

  return {
    push(part) {
      if (!reply) read(part);
    },
    draft() {
      const parts = blocks.slice(0, MAX_SHOWN).flatMap((block) => block.show() ?? []);
      const same = parts.length === draft.parts.length && parts.every((part, index) => part === draft.parts[index]);
      if (!same) draft = { step, parts };
      return draft;
    },
    reply: () => reply,
  };

  function read(part: ModelPart): void {
    switch (part.type) {
      case 'text.delta':
      case 'reasoning.delta':
        return textBlock(part).write(part.delta);
      case 'text.ended':
      case 'reasoning.ended':
        textBlock(part).end(part);
        texts.delete(keyOf(part));
        return;
      case 'call.started':
        callBlock(part);
        return;
      case 'call.delta':
        return calls.get(part.id)?.write(part.delta);
      case 'call.ended':
        callBlock(part).end(part);
        calls.delete(part.id);
        return;
      case 'finished':
        reply = finish(part);
        return;
      default:
        return unreachable(part, undefined);
    }
  }

  function finish({ finishReason, usage, costUsd }: Extract<ModelPart, { type: 'finished' }>): Reply {
    const content = blocks.flatMap((block) => block.toReplyPart() ?? []);
    return { content, finishReason, usage, ...(costUsd !== undefined && { costUsd }) };
  }

  /** The open block of that id; an id that comes again after its end begins another block. */
  function textBlock(part: TextPart): TextBlock {
    const begun = texts.get(keyOf(part));
    if (begun) return begun;
    const block = createTextBlock(kindOf(part));
    blocks.push(block);
    texts.set(keyOf(part), block);
    return block;
  }

  function callBlock(part: { readonly id: string; readonly tool: string }): CallBlock {
    const begun = calls.get(part.id);
    if (begun) return begun;
    const block = createCallBlock({ callId: `${step}.${callCount++}`, providerCallId: part.id, tool: part.tool });
    blocks.push(block);
    calls.set(part.id, block);
    return block;
  }
}

function kindOf(part: TextPart): 'text' | 'reasoning' {
  return part.type === 'text.delta' || part.type === 'text.ended' ? 'text' : 'reasoning';
}

function keyOf(part: TextPart): string {
  return `${kindOf(part)} ${part.id}`;
}
