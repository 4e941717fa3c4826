import type { Event, Usage } from '@twelvefold/core';

/** What went on in a part of a bar. */
export type SegmentKind = 'thinking' | 'queued' | 'waiting' | 'running' | 'doubt';

/** A part of a bar, from the event at which it began. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly seq: number;
  readonly fromMs: number;
  /** Absent while it lasts. */
  readonly toMs?: number;
}

/** One thing that took time. */
export interface Bar {
  readonly kind: 'model' | 'call' | 'wait';
  /** A call's or question's id, or that of the event at which it began. */
  readonly id: string;
  /** The event at which it began. */
  readonly seq: number;
  /** The event that ended it. */
  readonly endSeq?: number;
  readonly name: string;
  readonly segments: readonly Segment[];
  /** How it ended, in a word; empty while it lasts. */
  readonly outcome: string;
  readonly step?: number;
  /** From 1: more are retries. */
  readonly attempt: number;
  readonly usage?: Usage;
  readonly costUsd?: number;
}

/** A bar that is still made. */
export type Growing = { -readonly [Name in keyof Bar]: Bar[Name] } & { segments: Segment[] };

/** Ends a bar, once. */
export function end(bar: Growing | undefined, event: Event, outcome: string): void {
  if (!bar || bar.outcome) return;
  closeSegment(bar, event.atMs);
  bar.outcome = outcome;
  bar.endSeq = event.seq;
}

/** Ends the part of a bar that lasts. */
export function closeSegment(bar: Growing, toMs: number): void {
  const last = bar.segments.at(-1);
  if (last && last.toMs === undefined) bar.segments[bar.segments.length - 1] = { ...last, toMs };
}
