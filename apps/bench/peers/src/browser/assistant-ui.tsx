import {
  AssistantRuntimeProvider,
  MessagePrimitive,
  ThreadPrimitive,
  useAuiState,
  useLocalRuntime,
  type ChatModelAdapter,
  type ThreadAssistantMessagePart,
  type ToolCallMessagePart,
} from '@assistant-ui/react';
import { parsePartialJsonObject } from 'assistant-stream/utils';
import { memo, useEffect, useState, type ReactNode } from 'react';
import { messagesOf, TOOL, type Delta } from '../../../src/browser/page/content.ts';
import { countRender } from '../../../src/browser/page/counts.ts';
import { startPage } from '../../../src/browser/page/start-page.tsx';
import { callView, Layout, messageView, statusView, textView } from '../../../src/browser/page/views.tsx';
import type { ThreadSpec } from '../../../src/browser/page-contract.ts';
import { createSender, type Sender } from './sender.ts';

/** `useLocalRuntime` with an adapter that yields what there is so far, and its primitives for the messages. */
startPage({
  create: (thread, reply) => {
    const sender = createSender();
    return { element: <Chat thread={thread} reply={reply} sender={sender} />, send: sender.send };
  },
});

interface ChatProps {
  readonly thread: ThreadSpec;
  readonly reply: () => AsyncIterable<Delta>;
  readonly sender: Sender;
}

function Chat({ thread, reply, sender }: ChatProps): ReactNode {
  const [adapter] = useState(() => adapterOf(reply));
  const [initialMessages] = useState(() =>
    messagesOf(thread).map(({ id, role, text }) => ({ id, role, content: text })),
  );
  const runtime = useLocalRuntime(adapter, { initialMessages });
  useEffect(() => {
    sender.bind((text) => runtime.thread.append(text));
  }, [sender, runtime]);
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <Layout status={thread.hasStatus && <Status />}>
        {thread.messages < thread.shown ? (
          <ThreadPrimitive.Messages>{() => <Message />}</ThreadPrimitive.Messages>
        ) : (
          <Newest count={thread.shown} />
        )}
      </Layout>
    </AssistantRuntimeProvider>
  );
}

/** The newest messages only, each by its index, as its docs do it for virtualised lists. */
function Newest({ count }: { readonly count: number }): ReactNode {
  const length = useAuiState(({ thread }) => thread.messages.length);
  const first = Math.max(length - count, 0);
  return Array.from({ length: length - first }, (_, index) => (
    <ThreadPrimitive.MessageByIndex key={first + index} index={first + index} components={{ Message }} />
  ));
}

const Message = memo(() => {
  const id = useAuiState(({ message }) => message.id);
  const role = useAuiState(({ message }) => message.role);
  countRender('message', id);
  return messageView(
    role,
    <MessagePrimitive.Parts>
      {({ part }) => {
        if (part.type === 'text') return <Text text={part.text} />;
        return part.type === 'tool-call' ? <Call part={part} /> : null;
      }}
    </MessagePrimitive.Parts>,
  );
});

const Text = memo(({ text }: { readonly text: string }) => textView(text));

const Call = memo(({ part }: { readonly part: ToolCallMessagePart }) => {
  countRender('call', part.toolCallId);
  return callView(part.args);
});

function Status(): ReactNode {
  return statusView(useAuiState(({ thread }) => thread.isRunning));
}

function adapterOf(reply: () => AsyncIterable<Delta>): ChatModelAdapter {
  return {
    async *run() {
      const calls: ToolCallMessagePart[] = [];
      let text = '';
      for await (const delta of reply()) {
        if (delta.type === 'step') continue;
        if (delta.type === 'text') text += delta.text;
        else grow(calls, delta);
        const content: ThreadAssistantMessagePart[] = [...calls];
        if (text !== '') content.push({ type: 'text', text });
        yield { content };
      }
    },
  };
}

/** A part holds its input as text and, parsed by assistant-ui's own parser, as far as it has come. */
function grow(calls: ToolCallMessagePart[], delta: Exclude<Delta, { type: 'text' | 'step' }>): void {
  const at = calls.findIndex(({ toolCallId }) => toolCallId === delta.id);
  const call = calls[at];
  if (delta.type === 'call.started' || !call)
    return void calls.push({ type: 'tool-call', toolCallId: delta.id, toolName: TOOL, args: {}, argsText: '' });
  const argsText = delta.type === 'call.delta' ? call.argsText + delta.text : delta.inputText;
  calls[at] = { ...call, argsText, args: parsePartialJsonObject(argsText) ?? {} };
}
