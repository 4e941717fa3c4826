import type { Event } from '@twelvefold/core';
import { closeSegment, end, type Growing, type SegmentKind } from './bar.ts';

/** Makes the bars of calls as it is given a log, event by event. */
export interface CallBars {
  readonly take: (event: Event) => void;
}

interface Life {
  readonly bar: Growing;
  readonly isUndo: boolean;
  /** How many people have to agree, where any do. */
  quorum: number | undefined;
  votes: number;
  /** The rule that let it run. */
  ruleId: string | undefined;
  wasClaimed: boolean;
}

export function createCallBars(bars: Growing[]): CallBars {
  const open = new Map<string, Life>();
  const tools = new Map<string, string>();
  const asks = new Map<string, string>();

  return {
    take: (event) => {
      switch (event.type) {
        case 'model.replied':
          for (const part of event.content) if (part.type === 'call') begin(part.callId, part.tool, event);
          break;
        case 'undo.requested':
          begin(event.callId, tools.get(event.undoes) ?? '', event);
          break;
        case 'human.answered': {
          const life = open.get(asks.get(event.askId) ?? '');
          if (life) over(life, event, 'succeeded');
          break;
        }
        case 'rule.revoked':
          for (const life of open.values())
            if (life.ruleId === event.ruleId && isAt(life, 'queued')) gateAnew(life, event);
          break;
        case 'run.cancelled':
          for (const life of open.values()) if (isAt(life, 'queued', 'waiting')) over(life, event, 'cancelled');
          break;
        case 'thread.forked':
          for (const life of open.values()) fork(life, event);
          break;
        default: {
          const life = 'callId' in event && event.callId !== undefined ? open.get(event.callId) : undefined;
          if (life) change(life, event);
        }
      }
    },
  };

  function begin(id: string, tool: string, event: Event<'model.replied' | 'undo.requested'>): void {
    tools.set(id, tool);
    if (open.has(id)) return;
    const { seq, atMs } = event;
    const isUndo = event.type === 'undo.requested';
    const bar: Growing = {
      kind: 'call',
      id,
      seq,
      name: tool,
      segments: [{ kind: 'queued', seq, fromMs: atMs }],
      outcome: '',
      attempt: 1,
      ...(!isUndo && { step: event.step }),
    };
    open.set(id, { bar, isUndo, quorum: undefined, votes: 0, ruleId: undefined, wasClaimed: false });
    bars.push(bar);
  }

  function change(life: Life, event: Event): void {
    switch (event.type) {
      case 'call.admitted':
        life.ruleId = event.ruleId;
        if (event.ruleId !== undefined) life.quorum = event.gate?.quorum;
        return;
      case 'call.gated':
        life.quorum = event.quorum;
        return turn(life, 'waiting', event);
      case 'human.asked':
        asks.set(event.askId, event.callId ?? '');
        return turn(life, 'waiting', event);
      case 'call.approved': {
        // Another input is another thing to agree on.
        const isEdit = event.editedInput !== undefined;
        life.votes = isEdit ? 1 : life.votes + 1;
        life.quorum = event.gate?.quorum ?? life.quorum;
        return count(life, event);
      }
      case 'call.claimed':
        life.wasClaimed = true;
        life.bar.attempt = event.attempt;
        return turn(life, 'running', event);
      case 'call.doubted':
        return turn(life, 'doubt', event);
      case 'call.resolved':
        if (event.resolution.kind === 'happened') return over(life, event, 'succeeded');
        if (event.resolution.kind === 'give_up') return over(life, event, 'abandoned');
        life.votes = 1;
        return count(life, event);
      case 'call.rejected':
      case 'call.denied':
      case 'call.expired':
      case 'call.succeeded':
      case 'call.failed':
        return over(life, event, event.type.slice('call.'.length));
      default:
        return undefined;
    }
  }

  /** The other thread has its claims and decisions; what ran there is in doubt here. */
  function fork(life: Life, event: Event): void {
    if (life.wasClaimed) return isAt(life, 'doubt') ? undefined : turn(life, 'doubt', event);
    if (life.quorum !== undefined) return gateAnew(life, event);
    if (life.isUndo) over(life, event, 'cancelled');
  }

  function over(life: Life, event: Event, outcome: string): void {
    end(life.bar, event, outcome);
    open.delete(life.bar.id);
  }
}

/** Waits on until enough people agree. */
function count(life: Life, event: Event): void {
  const isEnough = life.votes >= (life.quorum ?? 1);
  if (isEnough) turn(life, 'queued', event);
  else if (!isAt(life, 'waiting')) turn(life, 'waiting', event);
}

function gateAnew(life: Life, event: Event): void {
  life.votes = 0;
  life.ruleId = undefined;
  if (!isAt(life, 'waiting')) turn(life, 'waiting', event);
}

function isAt({ bar }: Life, ...kinds: readonly SegmentKind[]): boolean {
  const last = bar.segments.at(-1);
  return last !== undefined && kinds.includes(last.kind);
}

function turn({ bar }: Life, kind: SegmentKind, { seq, atMs }: Event): void {
  closeSegment(bar, atMs);
  bar.segments.push({ kind, seq, fromMs: atMs });
}
