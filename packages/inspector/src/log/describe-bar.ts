import type { Bar } from './bar.ts';
import { durationText } from './duration-text.ts';

const DOES = {
  thinking: 'thought',
  queued: 'stood in line',
  waiting: 'waited for people',
  running: 'ran',
  doubt: 'was in doubt',
};

/** A bar in words, for whoever does not see it. */
export function describeBar(bar: Bar, endMs: number): string {
  const { kind, id, name, segments, outcome, step, attempt } = bar;
  const what =
    kind === 'model' ? `Step ${step}, ${name}` : kind === 'call' ? `Tool ${name}, call ${id}` : `The run ${name}`;
  const parts = segments.flatMap(({ kind: part, fromMs, toMs = endMs }) =>
    toMs > fromMs ? [`${kind === 'wait' ? 'waited' : DOES[part]} ${durationText(toMs - fromMs)}`] : [],
  );
  return [
    `${what}${attempt > 1 ? `, attempt ${attempt}` : ''}: ${parts.join(', ') || 'no time'}`,
    outcome || 'goes on',
  ].join('; ');
}

/** The events at which something about it changed, in order: it began, its parts began, it ended. */
export function momentsOf({ segments, endSeq }: Bar): readonly number[] {
  return [...new Set([...segments.map(({ seq }) => seq), ...(endSeq === undefined ? [] : [endSeq])])];
}

/** Whether something about it changed at that event. */
export function hasMoment({ segments, endSeq }: Bar, seq: number): boolean {
  return endSeq === seq || segments.some((segment) => segment.seq === seq);
}

/** How long it took from its beginning on. */
export function lengthOf({ segments }: Bar, endMs: number): number {
  const [first, last] = [segments[0], segments.at(-1)];
  return first && last ? Math.max((last.toMs ?? endMs) - first.fromMs, 0) : 0;
}
