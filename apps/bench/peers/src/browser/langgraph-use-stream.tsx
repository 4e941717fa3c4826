import type { AIMessage, BaseMessage } from '@langchain/core/messages';
import { useStream, type AgentServerAdapter, type AssembledToolCall } from '@langchain/react';
import { memo, useEffect, useState, type ReactNode } from 'react';
import { messagesOf, TOOL, type Delta } from '../../../src/browser/page/content.ts';
import { countRender } from '../../../src/browser/page/counts.ts';
import { startPage } from '../../../src/browser/page/start-page.tsx';
import { callView, Layout, messageView, statusView, textView } from '../../../src/browser/page/views.tsx';
import type { ThreadSpec } from '../../../src/browser/page-contract.ts';
import { createSender, type Sender } from './sender.ts';

/** LangGraph's `useStream` over an adapter that speaks its streaming protocol in the page. */
startPage({
  create: (thread, reply) => {
    const sender = createSender();
    return {
      element: <Messages thread={thread} reply={reply} sender={sender} />,
      send: sender.send,
    };
  },
});

interface MessagesProps {
  readonly thread: ThreadSpec;
  readonly reply: () => AsyncIterable<Delta>;
  readonly sender: Sender;
}

interface State extends Record<string, unknown> {
  messages: BaseMessage[];
}

function Messages({ thread, reply, sender }: MessagesProps): ReactNode {
  const [transport] = useState(() => adapterOf(thread, reply));
  const { messages, toolCalls, submit, isLoading } = useStream<State>({ transport, threadId: 'bench' });
  useEffect(() => {
    sender.bind((text) => submit({ messages: [{ type: 'human', id: 'question', content: text }] } as never));
  }, [sender, submit]);
  return (
    <Layout status={thread.hasStatus && <Status isBusy={isLoading} />}>
      {messages.slice(-thread.shown).map((message, index) => (
        <Message key={message.id ?? index} message={message} toolCalls={toolCalls} />
      ))}
    </Layout>
  );
}

interface MessageProps {
  readonly message: BaseMessage;
  readonly toolCalls: readonly AssembledToolCall[];
}

/** A call that runs is shown by its handle among `toolCalls`, as in its docs; before that there is the message's own. */
const Message = memo(({ message, toolCalls }: MessageProps) => {
  countRender('message', message.id ?? '');
  const isPerson = message.type === 'human';
  const calls = isPerson ? [] : ((message as AIMessage).tool_calls ?? []);
  return messageView(
    isPerson ? 'user' : 'assistant',
    <>
      {calls.map((call, index) => (
        <Call key={call.id ?? index} call={toolCalls.find(({ callId }) => callId === call.id) ?? call} />
      ))}
      {message.text !== '' && textView(message.text)}
    </>,
  );
});

const Call = memo(({ call }: { readonly call: { readonly id?: string | undefined; readonly args: unknown } }) => {
  countRender('call', call.id ?? '');
  return callView(call.args);
});

/** `isLoading` comes from the hook that has the messages: it is handed down. */
const Status = memo(({ isBusy }: { readonly isBusy: boolean }) => statusView(isBusy));

type Handle = ReturnType<NonNullable<AgentServerAdapter['openEventStream']>>;
type ProtocolMessage = Handle['events'] extends AsyncIterable<infer M> ? M : never;

/** The server of a thread, in the page: it keeps its events and gives them to every stream that is opened. */
function adapterOf(thread: ThreadSpec, reply: () => AsyncIterable<Delta>): AgentServerAdapter {
  const messages: object[] = messagesOf(thread).map(({ id, role, text }) => ({
    id,
    type: role === 'user' ? 'human' : 'ai',
    content: text,
  }));
  const log: (ProtocolMessage | undefined)[] = [];
  const waiting = new Set<() => void>();

  return {
    threadId: 'bench',
    open: async () => undefined,
    close: async () => undefined,
    send: async ({ id, method, params }) => {
      if (method !== 'run.start') return { type: 'success', id, result: {} };
      void run((params as { readonly input: { readonly messages: readonly object[] } }).input.messages);
      return { type: 'success', id, result: { run_id: 'run' } };
    },
    events: () => read(0, () => false),
    openEventStream: ({ channels }) => {
      let isClosed = false;
      const wanted = new Set<string>(channels);
      return {
        events: filtered(
          read(0, () => isClosed),
          (message) => 'method' in message && wanted.has(channelOf(String(message['method']))),
        ),
        ready: Promise.resolve(),
        close: () => {
          isClosed = true;
          wake();
        },
      };
    },
    getState: async <T,>() => ({ values: { messages } as T, next: [], tasks: [] }),
  };

  async function run(input: readonly object[]): Promise<void> {
    messages.push(...input);
    publish('lifecycle', { event: 'running' });
    publish('values', { messages: [...messages] });
    for await (const data of protocolOf(reply())) publish(data.event === 'tool-started' ? 'tools' : 'messages', data);
    publish('lifecycle', { event: 'completed' });
  }

  function publish(method: string, data: object): void {
    const seq = log.length + 1;
    const params = { namespace: [], timestamp: Date.now(), node: 'model', data };
    log.push({ type: 'event', event_id: `${seq}`, seq, method, params } as unknown as ProtocolMessage);
    wake();
  }

  function wake(): void {
    const all = [...waiting];
    waiting.clear();
    for (const go of all) go();
  }

  async function* read(from: number, isClosed: () => boolean): AsyncGenerator<ProtocolMessage> {
    for (let at = from; !isClosed();) {
      if (at === log.length) {
        await new Promise<void>((resolve) => waiting.add(resolve));
        continue;
      }
      const message = log[at];
      // The next delta says it again: a log of all of them would hold the square of the input.
      if (message && isSaidAgain(message)) log[at] = undefined;
      at++;
      if (message) yield message;
    }
  }
}

function isSaidAgain(message: ProtocolMessage): boolean {
  return (
    message.type === 'event' &&
    message.method === 'messages' &&
    'delta' in message.params.data &&
    (message.params.data.delta as { readonly type: string }).type === 'block-delta'
  );
}

function channelOf(method: string): string {
  return method === 'input.requested' ? 'input' : method;
}

async function* filtered<T>(items: AsyncIterable<T>, isWanted: (item: T) => boolean): AsyncGenerator<T> {
  for await (const item of items) if (isWanted(item)) yield item;
}

interface ProtocolEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** One message of content blocks, which do not interleave; a call begins to run once its input is whole. */
async function* protocolOf(deltas: AsyncIterable<Delta>): AsyncGenerator<ProtocolEvent> {
  yield { event: 'message-start', role: 'ai', id: 'reply' };
  let index = -1;
  let hasText = false;
  let text = '';
  let args = '';
  for await (const delta of deltas) {
    if (delta.type === 'text') {
      if (!hasText) yield { event: 'content-block-start', index: ++index, content: { type: 'text', text: '' } };
      hasText = true;
      text += delta.text;
      yield { event: 'content-block-delta', index, delta: { type: 'text-delta', text: delta.text } };
    }
    if (delta.type === 'call.started') {
      args = '';
      const content = { type: 'tool_call_chunk', id: delta.id, name: TOOL, args: '' };
      yield { event: 'content-block-start', index: ++index, content };
    }
    if (delta.type === 'call.delta') {
      args += delta.text;
      // Fields are merged into the block and replace what was there: each delta says all of the input so far.
      const fields = { type: 'tool_call_chunk', args };
      yield { event: 'content-block-delta', index, delta: { type: 'block-delta', fields } };
    }
    if (delta.type === 'call.ended') {
      const input = JSON.parse(delta.inputText) as object;
      const content = { type: 'tool_call', id: delta.id, name: TOOL, args: input };
      yield { event: 'content-block-finish', index, content };
      yield { event: 'tool-started', tool_call_id: delta.id, tool_name: TOOL, input };
    }
  }
  if (hasText) yield { event: 'content-block-finish', index, content: { type: 'text', text } };
  yield { event: 'message-finish' };
}
