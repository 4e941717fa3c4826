import type { Usage } from '@twelvefold/core';
import { joined, type Span } from './time-scale.ts';
import type { Bar } from './bar.ts';

/** What some bars amount to. */
export interface Totals {
  readonly durationMs: number;
  /** Model or tools were at work, each moment counted once. */
  readonly workMs: number;
  /** Nothing worked, and people were waited for. */
  readonly waitMs: number;
  readonly usage: Required<Usage>;
  /** Absent where no reply says what it cost. */
  readonly costUsd?: number;
  /** Replies that do not say what they cost, where others do. */
  readonly unpriced: number;
  readonly replies: number;
  readonly retries: number;
}

/** Sums over bars; `endMs` is where those that last are cut off. */
export function toTotals(bars: readonly Bar[], endMs: number): Totals {
  const work = joined(workOf(bars, endMs));
  const all = joined([...workOf(bars, endMs), ...spansOf(bars, endMs, ['waiting', 'doubt'])]);
  const replies = bars.filter(({ usage }) => usage);
  const priced = replies.flatMap(({ costUsd }) => (costUsd === undefined ? [] : [costUsd]));
  const sum = (name: keyof Usage): number => replies.reduce((total, { usage }) => total + (usage?.[name] ?? 0), 0);
  const span = spanOf(bars, endMs);
  return {
    durationMs: span.toMs - span.fromMs,
    workMs: lengthOf(work),
    waitMs: lengthOf(all) - lengthOf(work),
    usage: {
      inputTokens: sum('inputTokens'),
      outputTokens: sum('outputTokens'),
      cachedInputTokens: sum('cachedInputTokens'),
      reasoningTokens: sum('reasoningTokens'),
    },
    ...(priced.length > 0 && { costUsd: priced.reduce((total, cost) => total + cost, 0) }),
    unpriced: priced.length === 0 ? 0 : replies.length - priced.length,
    replies: replies.length,
    retries: bars.filter(({ attempt }) => attempt > 1).length,
  };
}

/** When model and tools were at work. */
export function workOf(bars: readonly Bar[], endMs: number): readonly Span[] {
  return spansOf(bars, endMs, ['thinking', 'running']);
}

/** From the first beginning to the last end. */
export function spanOf(bars: readonly Bar[], endMs: number): Span {
  let [fromMs, toMs] = [Infinity, -Infinity];
  for (const { segments } of bars) {
    fromMs = Math.min(fromMs, segments[0]?.fromMs ?? Infinity);
    toMs = Math.max(toMs, segments.at(-1)?.toMs ?? endMs);
  }
  return fromMs <= toMs ? { fromMs, toMs } : { fromMs: endMs, toMs: endMs };
}

function spansOf(bars: readonly Bar[], endMs: number, kinds: readonly string[]): readonly Span[] {
  return bars.flatMap(({ segments }) =>
    segments.flatMap(({ kind, fromMs, toMs = endMs }) => (kinds.includes(kind) ? [{ fromMs, toMs }] : [])),
  );
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMs, toMs }) => sum + Math.max(toMs - fromMs, 0), 0);
}
