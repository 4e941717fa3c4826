import { memo, type ReactNode } from 'react';
import type { Bar } from './bar.ts';
import { describeBar, lengthOf } from './describe-bar.ts';
import { durationText } from './duration-text.ts';
import { GroupMark } from './group-mark.tsx';
import type { TimeScale } from './time-scale.ts';

export interface WaterfallRowProps {
  readonly id: string;
  readonly bar: Bar;
  readonly scale: TimeScale;
  readonly endMs: number;
  readonly isHere: boolean;
  readonly index: number;
  readonly count: number;
  readonly topPx: number;
}

const GROUPS = { model: 'model', call: 'call', wait: 'run' } as const;
const USUAL: readonly string[] = ['replied', 'succeeded', 'over', 'answered', 'raised', 'resumed'];

/** One bar with its name; each part of it leads to the event at which it began. */
export const WaterfallRow: (props: WaterfallRowProps) => ReactNode = memo(function WaterfallRow(
  props: WaterfallRowProps,
): ReactNode {
  const { id, bar, scale, endMs, isHere, index, count, topPx } = props;
  const { kind, name, segments, outcome, attempt, step } = bar;
  const outcomes = [attempt > 1 && `attempt ${attempt}`, !USUAL.includes(outcome) && (outcome || 'goes on')];
  const words = describeBar(bar, endMs);
  const noted = outcomes.filter(Boolean).join(', ');
  return (
    <div
      className="tfi-wf-row"
      role="option"
      id={id}
      data-bar={index}
      aria-selected={isHere}
      aria-posinset={index + 1}
      aria-setsize={count}
      title={words}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <span className="tfi-heard">{words}</span>
      <span className="tfi-wf-label" aria-hidden="true">
        <GroupMark group={GROUPS[kind]} />
        <span className="tfi-wf-name">{kind === 'model' ? `Step ${step} ${name}` : name}</span>
        {noted && <span className="tfi-wf-outcome">{noted}</span>}
        <span className="tfi-wf-length">{durationText(lengthOf(bar, endMs))}</span>
      </span>
      <span className="tfi-wf-plot" aria-hidden="true">
        {segments.map(({ kind: part, seq, fromMs, toMs }) => {
          const [from, to] = [scale.at(fromMs), scale.at(toMs ?? endMs)];
          return (
            <span
              key={seq}
              className="tfi-wf-part"
              data-part={part}
              data-seq={seq}
              data-goes-on={toMs === undefined || undefined}
              data-failed={outcome === 'failed' || undefined}
              style={{ insetInlineStart: `${from * 100}%`, width: `${Math.max(to - from, 0) * 100}%` }}
            />
          );
        })}
        {outcome === 'failed' && (
          <span
            className="tfi-wf-failed"
            style={{ insetInlineStart: `${scale.at(segments.at(-1)?.toMs ?? endMs) * 100}%` }}
          >
            ✕
          </span>
        )}
      </span>
    </div>
  );
});
