import { hashJson, stamp, type Actor, type Event } from '@twelvefold/core';

const ann: Actor = { kind: 'person', id: 'ann', name: 'Ann' };

/** The log of a thread that waits for somebody to approve a call. */
export function waitingLog(threadId: string): readonly Event[] {
  const input = { invoice: 'F-7', tone: 'kind', text: 'Dear customer, invoice F-7 was due two weeks ago.' };
  const request = { promptVersion: 'p', contextHash: hashJson(threadId), modelId: 'bench', runner: 'runner-1' };
  return stamp(
    [
      { type: 'thread.started', agent: { name: 'desk', version: '1' } },
      { type: 'message.received', source: 'ui', text: 'Would you remind them of F-7, please?', by: ann },
      { type: 'model.requested', step: 1, attempt: 1, ...request, leaseUntilMs: Date.UTC(2026, 0, 2) },
      {
        type: 'model.replied',
        step: 1,
        attempt: 1,
        content: [{ type: 'call', callId: '1.0', providerCallId: 'call_0', tool: 'send_reminder', input }],
        finishReason: 'calls',
        usage: { inputTokens: 300, outputTokens: 40 },
      },
      { type: 'call.gated', callId: '1.0', inputHash: hashJson(input), quorum: 1 },
    ],
    { threadId, seq: 0, atMs: Date.UTC(2026, 0, 1) },
  );
}
