import { AbstractAgent, EventType, type BaseEvent } from '@ag-ui/client';
import {
  CopilotChatMessageView,
  CopilotChatToolCallsView,
  CopilotKitProvider,
  useAgent,
  useCopilotKit,
  UseAgentUpdate,
  type CopilotChatAssistantMessage,
  type CopilotChatAssistantMessageProps,
  type CopilotChatUserMessage,
  type CopilotChatUserMessageProps,
  type ReactToolCallRenderer,
} from '@copilotkit/react-core/v2';
import { memo, useEffect, type ReactNode } from 'react';
import { Observable } from 'rxjs';
import { z } from 'zod';
import { messagesOf, TOOL, type Delta } from '../../../src/browser/page/content.ts';
import { countRender } from '../../../src/browser/page/counts.ts';
import { throttleMs } from '../../../src/browser/page/throttle-ms.ts';
import { startPage } from '../../../src/browser/page/start-page.tsx';
import { callView, Layout, messageView, statusView, textView } from '../../../src/browser/page/views.tsx';
import type { ThreadSpec } from '../../../src/browser/page-contract.ts';
import { createSender, type Sender } from './sender.ts';

/** CopilotKit's hooks and its own list of messages, with components for its slots, over an AG-UI agent in the page. */
startPage({
  create: (thread, reply) => {
    const agent = new BenchAgent({
      initialMessages: messagesOf(thread).map(({ id, role, text }) => ({ id, role, content: text })),
    });
    agent.reply = reply;
    const sender = createSender();
    const element = (
      <CopilotKitProvider agents__unsafe_dev_only={{ default: agent }} renderToolCalls={renderers}>
        <Chat thread={thread} sender={sender} />
      </CopilotKitProvider>
    );
    return { element, send: sender.send };
  },
});

interface ChatProps {
  readonly thread: ThreadSpec;
  readonly sender: Sender;
}

function Chat({ thread, sender }: ChatProps): ReactNode {
  const { agent } = useAgent({ agentId: 'default', ...(throttleMs !== undefined && { throttleMs }) });
  const { copilotkit } = useCopilotKit();
  useEffect(() => {
    sender.bind((text) => {
      agent.addMessage({ id: 'question', role: 'user', content: text });
      return copilotkit.runAgent({ agent });
    });
  }, [agent, copilotkit, sender]);
  return (
    <Layout status={thread.hasStatus && <Status />}>
      <CopilotChatMessageView
        messages={agent.messages.slice(-thread.shown)}
        assistantMessage={AssistantMessage as typeof CopilotChatAssistantMessage}
        userMessage={UserMessage as typeof CopilotChatUserMessage}
      >
        {({ messageElements }) => <>{messageElements}</>}
      </CopilotChatMessageView>
    </Layout>
  );
}

// Without memo: its list has one around each message, its view one around each call, and both compare what is in them.
function AssistantMessage({ message, messages }: CopilotChatAssistantMessageProps): ReactNode {
  countRender('message', message.id);
  return messageView(
    message.role,
    <>
      {message.toolCalls && <CopilotChatToolCallsView message={message} {...(messages && { messages })} />}
      {message.content && textView(message.content)}
    </>,
  );
}

function UserMessage({ message }: CopilotChatUserMessageProps): ReactNode {
  countRender('message', message.id);
  return messageView(message.role, typeof message.content === 'string' && textView(message.content));
}

const renderers: ReactToolCallRenderer[] = [
  {
    name: TOOL,
    args: z.unknown(),
    render: ({ args, toolCallId }) => {
      countRender('call', toolCallId);
      return callView(args);
    },
  },
];

const Status = memo(() => {
  const { agent } = useAgent({ agentId: 'default', updates });
  return statusView(agent.isRunning);
});

const updates = [UseAgentUpdate.OnRunStatusChanged];

class BenchAgent extends AbstractAgent {
  reply: (() => AsyncIterable<Delta>) | undefined;

  override run({ threadId, runId }: { readonly threadId: string; readonly runId: string }): Observable<BaseEvent> {
    return new Observable((subscriber) => {
      void (async () => {
        subscriber.next({ type: EventType.RUN_STARTED, threadId, runId } as BaseEvent);
        for await (const event of eventsOf(this.reply?.() ?? nothing())) subscriber.next(event);
        subscriber.next({ type: EventType.RUN_FINISHED, threadId, runId } as BaseEvent);
        subscriber.complete();
      })();
    });
  }

  override clone(): BenchAgent {
    const clone = super.clone() as BenchAgent;
    clone.reply = this.reply;
    return clone;
  }
}

async function* nothing(): AsyncGenerator<Delta> {}

async function* eventsOf(deltas: AsyncIterable<Delta>): AsyncGenerator<BaseEvent> {
  let hasText = false;
  for await (const delta of deltas) {
    if (delta.type === 'text' && !hasText) {
      hasText = true;
      yield { type: EventType.TEXT_MESSAGE_START, messageId: 'reply', role: 'assistant' } as BaseEvent;
    }
    const event = toEvent(delta);
    if (event) yield event;
  }
  if (hasText) yield { type: EventType.TEXT_MESSAGE_END, messageId: 'reply' } as BaseEvent;
}

function toEvent(delta: Delta): BaseEvent | undefined {
  switch (delta.type) {
    case 'text':
      return { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'reply', delta: delta.text } as BaseEvent;
    case 'call.started':
      return {
        type: EventType.TOOL_CALL_START,
        toolCallId: delta.id,
        toolCallName: TOOL,
        parentMessageId: 'calls',
      } as BaseEvent;
    case 'call.delta':
      return { type: EventType.TOOL_CALL_ARGS, toolCallId: delta.id, delta: delta.text } as BaseEvent;
    case 'call.ended':
      return { type: EventType.TOOL_CALL_END, toolCallId: delta.id } as BaseEvent;
    case 'step':
      return undefined;
  }
}
