import { parsePartialJSON, stream, useChat, type UIMessage } from '@tanstack/ai-react';
import { EventType, type StreamChunk } from '@tanstack/ai/client';
import { memo, useEffect, useMemo, useState, type ReactNode } from 'react';
import { messagesOf, TOOL, type Delta } from '../../../src/browser/page/content.ts';
import { countRender } from '../../../src/browser/page/counts.ts';
import { startPage } from '../../../src/browser/page/start-page.tsx';
import { callView, Layout, statusView, textView } from '../../../src/browser/page/views.tsx';
import type { ThreadSpec } from '../../../src/browser/page-contract.ts';
import { messageOfParts, type PartProps } from './message-of-parts.tsx';
import { createSender, type Sender } from './sender.ts';

/** `useChat` of TanStack AI, with a `stream` connection. Its state lives in the component that calls it. */
startPage({
  create: (thread, reply) => {
    const sender = createSender();
    return { element: <Messages thread={thread} reply={reply} sender={sender} />, send: sender.send };
  },
});

interface MessagesProps {
  readonly thread: ThreadSpec;
  readonly reply: () => AsyncIterable<Delta>;
  readonly sender: Sender;
}

function Messages({ thread, reply, sender }: MessagesProps): ReactNode {
  const [options] = useState(() => ({
    connection: stream(() => chunksOf(reply())),
    initialMessages: messagesOf(thread).map(({ id, role, text }): UIMessage => ({
      id,
      role,
      parts: [{ type: 'text', content: text }],
    })),
  }));
  const { messages, sendMessage, isLoading } = useChat(options);
  useEffect(() => {
    sender.bind(sendMessage);
  }, [sender, sendMessage]);
  return (
    <Layout status={thread.hasStatus && <Status isBusy={isLoading} />}>
      {messages.slice(-thread.shown).map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </Layout>
  );
}

const Message = messageOfParts<UIMessage['parts'][number]>(Part);

function Part({ part }: PartProps<UIMessage['parts'][number]>): ReactNode {
  if (part.type === 'text') return textView(part.content);
  return part.type === 'tool-call' ? <Call part={part} /> : null;
}

/** While the input streams there is only its text: its own parser makes something to show of it. */
function Call({ part }: { readonly part: Extract<UIMessage['parts'][number], { type: 'tool-call' }> }): ReactNode {
  countRender('call', part.id);
  const { arguments: text, input } = part;
  return callView(useMemo(() => (input as unknown) ?? parsePartialJSON(text), [input, text]));
}

/** No hook tells another component: it is handed down. */
const Status = memo(({ isBusy }: { readonly isBusy: boolean }) => statusView(isBusy));

async function* chunksOf(deltas: AsyncIterable<Delta>): AsyncGenerator<StreamChunk> {
  const run = { threadId: 'bench', runId: 'run' };
  const messageId = 'reply';
  yield { type: EventType.RUN_STARTED, ...run };
  yield { type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant' };
  for await (const delta of deltas) {
    if (delta.type === 'text') yield { type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta: delta.text };
    if (delta.type === 'call.started') {
      const call = { toolCallId: delta.id, toolCallName: TOOL, toolName: TOOL, parentMessageId: messageId };
      yield { type: 'TOOL_CALL_START', ...call };
    }
    if (delta.type === 'call.delta') yield { type: EventType.TOOL_CALL_ARGS, toolCallId: delta.id, delta: delta.text };
    if (delta.type === 'call.ended') {
      const input: unknown = JSON.parse(delta.inputText);
      yield { type: 'TOOL_CALL_END', toolCallId: delta.id, input };
    }
  }
  yield { type: EventType.TEXT_MESSAGE_END, messageId };
  yield { type: EventType.RUN_FINISHED, ...run, finishReason: 'stop' };
}
