import { Chat, useChat } from '@ai-sdk/react';
import type { ChatTransport, UIMessage, UIMessageChunk } from 'ai';
import { memo, type ReactNode } from 'react';
import { messagesOf, TOOL, type Delta } from '../../../src/browser/page/content.ts';
import { countRender } from '../../../src/browser/page/counts.ts';
import { toStream } from '../../../src/browser/page/to-stream.ts';
import { startPage } from '../../../src/browser/page/start-page.tsx';
import { callView, Layout, messageView, statusView, textView } from '../../../src/browser/page/views.tsx';

/** `useChat` as its docs set it up: a transport that streams UI message chunks, messages by parts. */
export function startUseChatPage(options: { readonly throttle?: number }): void {
  startPage({
    create: (thread, reply) => {
      const chat = new Chat<UIMessage>({
        messages: messagesOf(thread).map(({ id, role, text }) => ({ id, role, parts: [{ type: 'text', text }] })),
        transport: transportOf(reply),
      });
      const status = thread.hasStatus && <Status chat={chat} options={options} />;
      return {
        element: <Messages chat={chat} options={options} shown={thread.shown} status={status} />,
        send: (text) => chat.sendMessage({ text }),
      };
    },
  });
}

interface ChatProps {
  readonly chat: Chat<UIMessage>;
  readonly options: { readonly throttle?: number };
}

function Messages({ chat, options, shown, status }: ChatProps & { shown: number; status: ReactNode }): ReactNode {
  const { messages } = useChat({ chat, ...options });
  return (
    <Layout status={status}>
      {messages.slice(-shown).map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </Layout>
  );
}

const Message = memo(({ message }: { readonly message: UIMessage }) => {
  countRender('message', message.id);
  return messageView(
    message.role,
    message.parts.map((part, index) => <Part key={index} part={part} name={`${message.id} ${index}`} />),
  );
});

const Part = memo(({ part, name }: { readonly part: UIMessage['parts'][number]; readonly name: string }) => {
  if (part.type === 'text') return textView(part.text);
  if (!('input' in part)) return null;
  countRender('call', name);
  return callView(part.input);
});

function Status({ chat, options }: ChatProps): ReactNode {
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
