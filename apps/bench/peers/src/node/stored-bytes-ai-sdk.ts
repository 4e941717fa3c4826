import { createAgentUIStream, type UIMessage } from 'ai';
import { checkRun, noFacts, PROMPT } from '../../../src/node/agent-loop-script.ts';
import { bytesOf, storedBytesTask, type Keep } from '../../../src/node/stored-bytes-task.ts';
import { aiSdkAgent } from './ai-sdk-agent.ts';

storedBytesTask({ 'saved at the end': keepMessages('end'), 'saved after each step': keepMessages('step') });

/** `saveChat` of its "Chatbot Message Persistence": all messages, as JSON, in place of those that were there. */
function keepMessages(when: 'end' | 'step'): Keep {
  return async (steps) => {
    const facts = noFacts();
    const prompt: UIMessage = { id: 'message-1', role: 'user', parts: [{ type: 'text', text: PROMPT }] };
    let keptBytes = 0;
    let writtenBytes = 0;
    const saveChat = (messages: readonly UIMessage[]): void => {
      keptBytes = bytesOf(JSON.stringify(messages));
      writtenBytes += keptBytes;
      const last = messages.at(-1)?.parts.at(-1);
      facts.lastText = last?.type === 'text' ? last.text : '';
    };
    const stream = await createAgentUIStream({
      agent: aiSdkAgent(steps, () => facts),
      uiMessages: [prompt],
      originalMessages: [prompt],
      ...(when === 'end'
        ? { onEnd: ({ messages }) => saveChat(messages) }
        : { onUIMessageStepEnd: ({ messages }) => saveChat(messages) }),
    });
    for await (const _ of stream);
    checkRun(facts, steps);
    return { keptBytes, writtenBytes };
  };
}
