import { stamp, type AgentDefinition, type Event, type EventDraft } from '@twelvefold/core';
import type { Message } from './content.ts';

const ATTEMPT = { attempt: 1, promptVersion: 'bench', contextHash: '0'.repeat(64) };

/** The log of a thread in which these messages were exchanged, as an agent would have written it: two events a message. */
export function logOf(definition: AgentDefinition, threadId: string, messages: readonly Message[]): readonly Event[] {
  const started: EventDraft = { type: 'thread.started', agent: { name: definition.name, version: definition.version } };
  let step = 0;
  const drafts = messages.flatMap(({ role, text }): readonly EventDraft[] => {
    if (role === 'user') {
      step++;
      return [
        { type: 'message.received', source: 'ui', text, by: { kind: 'person', id: 'local' } },
        { type: 'model.requested', step, modelId: 'bench', runner: 'earlier', leaseUntilMs: 60_000, ...ATTEMPT },
      ];
    }
    const usage = { inputTokens: 10, outputTokens: 10 };
    return [
      { type: 'model.replied', step, attempt: 1, content: [{ type: 'text', text }], finishReason: 'stop', usage },
      { type: 'run.finished', reason: 'replied' },
    ];
  });
  return stamp([started, ...drafts], { threadId, seq: 0, atMs: 1 });
}

/** A question, a reply, and that the run is over, which shows nothing: three entries for two messages. */
export function entriesOf(messages: number): number {
  return Math.ceil((messages / 2) * 3);
}
