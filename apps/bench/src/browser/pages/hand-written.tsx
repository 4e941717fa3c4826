import { memo, useSyncExternalStore, type ReactNode } from 'react';
import { messagesOf, type Delta, type Message } from '../page/content.ts';
import { countRender } from '../page/counts.ts';
import { startPage } from '../page/start-page.tsx';
import { callView, Layout, messageView, statusView, textView } from '../page/views.tsx';

/*
 * The floor: what somebody writes by hand for just this page. Text goes into one string that one component reads, once a
 * frame; a tool's input is parsed once, when it is whole, and not shown before. It keeps no log and checks nothing.
 */
startPage({
  create: (thread, reply) => {
    const store = createStore();
    const messages = messagesOf(thread).slice(-thread.shown);
    return {
      element: <Chat store={store} messages={messages} hasStatus={thread.hasStatus === true} />,
      send: () => store.run(reply()),
    };
  },
});

interface Streaming {
  readonly text: string;
  readonly calls: readonly { readonly id: string; readonly input: unknown }[];
  readonly isBusy: boolean;
}

interface Store {
  readonly get: () => Streaming;
  readonly subscribe: (listener: () => void) => () => void;
  readonly run: (deltas: AsyncIterable<Delta>) => Promise<void>;
}

function createStore(): Store {
  const listeners = new Set<() => void>();
  let now: Streaming = { text: '', calls: [], isBusy: false };
  let shown = now;
  let frame: number | undefined;
  const flush = (): void => {
    frame = undefined;
    shown = now;
    for (const listener of listeners) listener();
  };
  return {
    get: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    run: async (deltas) => {
      now = { ...now, isBusy: true };
      for await (const delta of deltas) {
        if (delta.type === 'text') now = { ...now, text: now.text + delta.text };
        if (delta.type === 'call.ended') {
          const input: unknown = JSON.parse(delta.inputText);
          now = { ...now, calls: [...now.calls, { id: delta.id, input }] };
        }
        frame ??= requestAnimationFrame(flush);
      }
      now = { ...now, isBusy: false };
      frame ??= requestAnimationFrame(flush);
    },
  };
}

interface ChatProps {
  readonly store: Store;
  readonly messages: readonly Message[];
  readonly hasStatus: boolean;
}

function Chat({ store, messages, hasStatus }: ChatProps): ReactNode {
  return (
    <Layout status={hasStatus && <Status store={store} />}>
      {messages.map((message) => (
        <Row key={message.id} message={message} />
      ))}
      <Active store={store} />
    </Layout>
  );
}

const Row = memo(({ message }: { readonly message: Message }) => {
  countRender('message', message.id);
  return messageView(message.role, textView(message.text));
});

const Call = memo(({ call }: { readonly call: Streaming['calls'][number] }) => {
  countRender('call', call.id);
  return callView(call.input);
});

const Active = memo(({ store }: { readonly store: Store }) => {
  const { text, calls } = useSyncExternalStore(store.subscribe, store.get);
  if (text !== '') countRender('message', 'reply');
  return messageView(
    'assistant',
    <>
      {calls.map((call) => (
        <Call key={call.id} call={call} />
      ))}
      {textView(text)}
    </>,
  );
});

function Status({ store }: { readonly store: Store }): ReactNode {
  return statusView(useSyncExternalStore(store.subscribe, () => store.get().isBusy));
}
