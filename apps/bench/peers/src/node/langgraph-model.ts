import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { scriptedTurn, TOOL, type RunFacts } from '../../../src/node/agent-loop-script.ts';

/** The script as a custom chat model: LangChain's docs have one extend `BaseChatModel`, so this is a class. */
export class ScriptedChatModel extends BaseChatModel {
  private readonly steps: number;
  private readonly facts: () => RunFacts;

  constructor(steps: number, facts: () => RunFacts) {
    super({});
    this.steps = steps;
    this.facts = facts;
  }

  override _llmType(): string {
    return 'scripted';
  }

  /** Needs nothing of the tools: the script knows them. */
  override bindTools(): this {
    return this;
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const facts = this.facts();
    if (facts.modelRequests === this.steps - 1)
      facts.resultsInLastRequest = messages.filter(({ type }) => type === 'tool').length;
    const { text, call, inputTokens, outputTokens } = scriptedTurn(facts.modelRequests++, this.steps);
    const message = new AIMessage({
      content: text,
      tool_calls: call ? [{ id: call.id, name: TOOL, args: { ...call.input }, type: 'tool_call' }] : [],
    });
    const total = inputTokens + outputTokens;
    // Its type knows usage only of messages with a declared structure.
    Object.assign(message, {
      usage_metadata: { input_tokens: inputTokens, output_tokens: outputTokens, total_tokens: total },
    });
    return { generations: [{ text, message }] };
  }
}
