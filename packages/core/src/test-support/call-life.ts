/*
 * The life of one call as the log oracle knows it: what it binds, who voted, which attempt runs, how it ended. It is
 * written on, event by event, and shares nothing with `reduce` but the hash.
 */
import type { Event, ReplyCall } from '../event.ts';
import { hashJson } from '../input-hash.ts';
import type { Json } from '../json.ts';

/** One call, so far. */
export interface Life {
  /** `<tool>.undo` for a call that takes back another one. */
  readonly tool: string;
  readonly undoes?: Life;
  stage: 'selected' | 'ready' | 'gated' | 'asked' | 'running' | 'doubted' | 'over';
  input: Json;
  hash: string;
  gate?: { quorum: number; approvers?: readonly string[]; expiresAtMs?: number };
  votes: Set<string>;
  attempt: number;
  key?: string;
  /** The key it was claimed with at last, in whatever thread. */
  lastKey?: string;
  outcome?: 'succeeded' | 'abandoned' | 'nothing';
  /** The last request to take it back. */
  undo?: Life;
  /** The rule that let it through, until people have to decide again. */
  rule?: string;
}

/** Notes the rule as broken where it does not hold. */
export type Must = (holds: boolean, rule: string) => void;

/** A call as the model selected it. */
export function newLife({ tool, input, inputText = '' }: Pick<ReplyCall, 'tool' | 'input' | 'inputText'>): Life {
  return { tool, stage: 'selected', input: input ?? inputText, hash: '', votes: new Set(), attempt: 0 };
}

/** Counts an approval; one with edited input begins the count anew, on what it binds. */
export function vote(life: Life, event: Event<'call.approved'>, must: Must): void {
  const { by, editedInput, editedInputHash, gate } = event;
  if (editedInput === undefined) {
    must(!life.votes.has(by.id), 'votes once');
    life.votes.add(by.id);
  } else {
    must(editedInputHash === hashJson(editedInput), 'binds the edited input');
    must(!gate?.approvers || gate.approvers.includes(by.id), 'comes from an approver of the edited input');
    must(!gate || gate.quorum >= Math.min(life.gate?.quorum ?? 1, gate.approvers?.length ?? Infinity), 'asks no less');
    life.input = editedInput;
    life.hash = hashJson(editedInput);
    life.votes = new Set([by.id]);
    if (gate) life.gate = { ...life.gate, ...gate };
  }
  settleVotes(life);
}

/** Whether enough people agree. */
export function settleVotes(life: Life): void {
  life.stage = life.votes.size >= (life.gate?.quorum ?? 1) ? 'ready' : 'gated';
}

/** What a fork makes of it: what ran is in doubt, and people decide again, `gapMs` later than they had to. */
export function fork(life: Life, gapMs: number): void {
  delete life.key;
  if (life.stage === 'over' || life.stage === 'asked') return;
  if (life.attempt > 0) life.stage = 'doubted';
  else if (life.undoes && !life.gate) end(life);
  else if (life.gate) {
    if (life.gate.expiresAtMs !== undefined) life.gate.expiresAtMs += gapMs;
    gateAgain(life);
  } else if (life.stage === 'ready') life.stage = 'selected';
}

/** Waits for people again, who decide as if nobody had. */
export function gateAgain(life: Life): void {
  life.stage = 'gated';
  life.votes = new Set();
  delete life.rule;
}

/** Is over, unless it was. */
export function end(life: Life | undefined, outcome: NonNullable<Life['outcome']> = 'nothing'): void {
  if (life && life.stage !== 'over') Object.assign(life, { stage: 'over', outcome });
}
