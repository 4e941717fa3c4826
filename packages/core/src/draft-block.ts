/*
 * The blocks of a reply while they are written: what they show, and what the reply keeps of them. [R86]–[R89]
 */
import type { DraftCall, DraftText } from './draft.ts';
import type { ProviderMetadata, ReplyCall, ReplyPart } from './event.ts';
import { emptyText, endText, growText } from './growing-text.ts';
import { createPartialJson } from './partial-json.ts';

interface Block<Ending, Shown, Kept> {
  write(delta: string): void;
  /** The provider says that the block is whole. */
  end(ending: Ending): void;
  /** The same object while it says the same. */
  show(): Shown;
  toReplyPart(): Kept;
}

interface TextEnding {
  readonly providerMetadata?: ProviderMetadata;
}

interface CallEnding extends TextEnding {
  readonly tool: string;
  readonly inputText: string;
}

export type TextBlock = Block<TextEnding, DraftText | undefined, ReplyPart | undefined>;

export type CallBlock = Block<CallEnding, DraftCall, ReplyCall>;

/** Text or reasoning. Without text it shows nothing, and is kept only for its metadata. */
export function createTextBlock(type: 'text' | 'reasoning'): TextBlock {
  let text = emptyText;
  let metadata: TextEnding = {};
  let shown: DraftText | undefined;

  return {
    write(delta) {
      text = growText(text, delta);
    },
    end(ending) {
      text = { shown: endText(text), held: '' };
      metadata = metadataOf(ending);
    },
    show() {
      if (text.shown !== (shown?.text ?? '')) shown = { type, text: text.shown };
      return shown;
    },
    toReplyPart() {
      const whole = endText(text);
      return whole === '' && !metadata.providerMetadata ? undefined : { type, text: whole, ...metadata };
    },
  };
}

/** A tool call. Only `end` can give it an input: a call that was cut short keeps its text, and never runs. */
export function createCallBlock(begun: Pick<ReplyCall, 'callId' | 'providerCallId' | 'tool'>): CallBlock {
  let json = createPartialJson();
  let streamed = '';
  let ended: Pick<ReplyCall, 'tool' | 'input' | 'inputText' | 'providerMetadata'> | undefined;
  let shown: DraftCall = { type: 'call', callId: begun.callId, tool: begun.tool, input: undefined, done: false };

  return {
    write(delta) {
      streamed += delta;
      json.push(delta);
    },
    end(ending) {
      const inputText = ending.inputText.trim() === '' ? streamed : ending.inputText;
      ended = { tool: ending.tool, ...readInput(inputText), ...metadataOf(ending) };
    },
    show() {
      const { tool } = ended ?? begun;
      const input = json.value();
      const done = ended !== undefined;
      const same = shown.input === input && shown.done === done && shown.tool === tool;
      if (!same) shown = { ...shown, tool, input, done };
      return shown;
    },
    toReplyPart() {
      return { type: 'call', ...begun, ...(ended ?? { inputText: streamed.toWellFormed() }) };
    },
  };

  function readInput(inputText: string): Pick<ReplyCall, 'input' | 'inputText'> {
    const text = inputText.trim() === '' ? '{}' : inputText;
    if (text !== streamed) {
      json = createPartialJson();
      json.push(text);
    }
    json.end();
    const input = json.status() === 'complete' ? json.value() : undefined;
    return input === undefined ? { inputText: inputText.toWellFormed() } : { input };
  }
}

function metadataOf({ providerMetadata }: TextEnding): TextEnding {
  return providerMetadata ? { providerMetadata } : {};
}
