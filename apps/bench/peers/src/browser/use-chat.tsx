import { Chat, useChat } from '@ai-sdk/react';
import type { ChatTransport, UIMessage, UIMessageChunk } from 'ai';
import type { ReactNode } from 'react';
import { messagesOf, TOOL, type Delta } from '../../../src/browser/page/content.ts';
import { countRender } from '../../../src/browser/page/counts.ts';
import { throttleMs } from '../../../src/browser/page/throttle-ms.ts';
import { toStream } from '../../../src/browser/page/to-stream.ts';
import { startPage } from '../../../src/browser/page/start-page.tsx';
import { callView, Layout, statusView, textView } from '../../../src/browser/page/views.tsx';
import { messageOfParts, type PartProps } from './message-of-parts.tsx';

const options = throttleMs === undefined ? {} : { throttle: throttleMs };

/** `useChat` as its docs set it up: a transport that streams UI message chunks, messages by parts. */
startPage({
  create: (thread, reply) => {
    const chat = new Chat<UIMessage>({
      messages: messagesOf(thread).map(({ id, role, text }) => ({ id, role, parts: [{ type: 'text', text }] })),
      transport: transportOf(reply),
    });
    const status = thread.hasStatus && <Status chat={chat} />;
    return {
      element: <Messages chat={chat} shown={thread.shown} status={status} />,
      send: (text) => chat.sendMessage({ text }),
    };
  },
});

interface ChatProps {
  readonly chat: Chat<UIMessage>;
}

function Messages({ chat, shown, status }: ChatProps & { shown: number; status: ReactNode }): ReactNode {
  const { messages } = useChat({ chat, ...options });
  return (
    <Layout status={status}>
      {messages.slice(-shown).map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </Layout>
  );
}

const Message = messageOfParts<UIMessage['parts'][number]>(Part);

function Part({ part, name }: PartProps<UIMessage['parts'][number]>): ReactNode {
  if (part.type === 'text') return textView(part.text);
  if (!('input' in part)) return null;
  countRender('call', name);
  return callView(part.input);
}

function Status({ chat }: ChatProps): ReactNode {
  return statusView(useChat({ chat, ...options }).status === 'streaming');
}

function transportOf(reply: () => AsyncIterable<Delta>): ChatTransport<UIMessage> {
  return {
    sendMessages: async () => toStream(chunksOf(reply())),
    reconnectToStream: async () => null,
  };
}

async function* chunksOf(deltas: AsyncIterable<Delta>): AsyncGenerator<UIMessageChunk> {
  yield { type: 'start', messageId: 'reply' };
  yield { type: 'start-step' };
  let hasText = false;
  for await (const delta of deltas) {
    if (delta.type === 'step') continue;
    if (delta.type === 'text' && !hasText) {
      hasText = true;
      yield { type: 'text-start', id: 'text' };
    }
    yield toChunk(delta);
  }
  if (hasText) yield { type: 'text-end', id: 'text' };
  yield { type: 'finish-step' };
  yield { type: 'finish' };
}

function toChunk(delta: Exclude<Delta, { type: 'step' }>): UIMessageChunk {
  switch (delta.type) {
    case 'text':
      return { type: 'text-delta', id: 'text', delta: delta.text };
    case 'call.started':
      return { type: 'tool-input-start', toolCallId: delta.id, toolName: TOOL };
    case 'call.delta':
      return { type: 'tool-input-delta', toolCallId: delta.id, inputTextDelta: delta.text };
    case 'call.ended': {
      const input: unknown = JSON.parse(delta.inputText);
      return { type: 'tool-input-available', toolCallId: delta.id, toolName: TOOL, input };
    }
  }
}
