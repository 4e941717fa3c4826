import { hashJson, stamp, type Actor, type Event, type EventDraft, type ReplyPart } from '@twelvefold/core';

const ann: Actor = { kind: 'person', id: 'ann', name: 'Ann' };

/**
 * The log of a long conversation with exactly `count` events: turns of a question, two tool calls (one in ten waits for an
 * approval first) and an answer, about 300 bytes an event. It owes nothing: whoever restores it has nothing to do.
 */
export function makeLog(count: number, threadId: string): readonly Event[] {
  const drafts: EventDraft[] = [{ type: 'thread.started', agent: { name: 'desk', version: '1' } }];
  for (let turn = 0; ; turn++) {
    const next = turnOf(turn);
    if (drafts.length + next.length > count) break;
    drafts.push(...next);
  }
  // What is left is filled up with what changes no run.
  while (drafts.length < count)
    drafts.push({ type: 'context.prefetched', key: `rates-${drafts.length}`, data: { EUR: 1, USD: 1.1, GBP: 0.86 } });
  const startMs = Date.UTC(2026, 0, 1);
  return drafts.flatMap((draft, index) => stamp([draft], { threadId, seq: index, atMs: startMs + index * 5_000 }));
}

/** Steps are counted over the thread, two a turn. */
function turnOf(turn: number): readonly EventDraft[] {
  const step = turn * 2 + 1;
  const isGated = turn % 10 === 0;
  const lookUp = { customer: `C-${turn}`, status: 'overdue', fields: ['number', 'due', 'amount', 'currency'] };
  const remind = {
    invoice: `F-${turn}`,
    tone: 'kind',
    text: `Dear customer, invoice F-${turn} was due two weeks ago.`,
  };
  return [
    {
      type: 'message.received',
      source: 'ui',
      text: `Which invoices of customer C-${turn} are overdue, and would you remind them of the oldest one, please?`,
      by: ann,
    },
    requested(step),
    replied(step, [
      { type: 'text', text: 'I look up the open invoices first and write the reminder for the oldest of them.' },
      { type: 'call', callId: `${step}.0`, providerCallId: `call_${turn}_0`, tool: 'find_invoices', input: lookUp },
      { type: 'call', callId: `${step}.1`, providerCallId: `call_${turn}_1`, tool: 'send_reminder', input: remind },
    ]),
    { type: 'call.admitted', callId: `${step}.0`, inputHash: hashJson(lookUp) },
    ...(isGated
      ? ([
          { type: 'call.gated', callId: `${step}.1`, inputHash: hashJson(remind), quorum: 1, reason: 'It goes out.' },
          { type: 'call.approved', callId: `${step}.1`, inputHash: hashJson(remind), by: ann },
        ] as const)
      : ([{ type: 'call.admitted', callId: `${step}.1`, inputHash: hashJson(remind) }] as const)),
    claimed(`${step}.0`, hashJson(lookUp)),
    {
      type: 'call.succeeded',
      callId: `${step}.0`,
      attempt: 1,
      output: [0, 1, 2].map((row) => ({
        number: `F-${turn}-${row}`,
        due: '2026-01-15',
        amount: 120 + row,
        paid: false,
      })),
    },
    claimed(`${step}.1`, hashJson(remind)),
    { type: 'call.succeeded', callId: `${step}.1`, attempt: 1, output: { sent: true, to: `c${turn}@example.com` } },
    requested(step + 1),
    replied(step + 1, [
      { type: 'text', text: `Three invoices are overdue. I reminded them of F-${turn}, the oldest one.` },
    ]),
    { type: 'run.finished', reason: 'replied' },
  ];
}

function requested(step: number): EventDraft {
  const hash = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';
  const who = { modelId: 'bench/scripted', runner: 'runner-1', leaseUntilMs: Date.UTC(2026, 0, 2) };
  return { type: 'model.requested', step, attempt: 1, promptVersion: hash.slice(0, 8), contextHash: hash, ...who };
}

function replied(step: number, content: readonly ReplyPart[]): EventDraft {
  const finishReason = content.some(({ type }) => type === 'call') ? 'calls' : 'stop';
  return {
    type: 'model.replied',
    step,
    attempt: 1,
    content,
    finishReason,
    usage: { inputTokens: 900, outputTokens: 60 },
  };
}

function claimed(callId: string, inputHash: string): EventDraft {
  const claim = { idempotencyKey: `bench:${callId}`, runner: 'runner-1', leaseUntilMs: Date.UTC(2026, 0, 2) };
  return { type: 'call.claimed', callId, attempt: 1, inputHash, ...claim };
}
