import { useMemo, type ReactNode } from 'react';
import { durationText } from './duration-text.ts';
import { toTicks, type TimeScale } from './time-scale.ts';

export interface WaterfallAxisProps {
  readonly scale: TimeScale;
  /** Where the panel looks, from 0 to 1. */
  readonly at: number | undefined;
  readonly widthPx: number;
}

const TICK_PX = 84;
/** A narrower one would only hide what is around it. */
const BREAK_PX = 3;
/** A narrower break has no room for how long it is. */
const BREAK_TEXT_PX = 40;

/** Marks of time since the beginning, breaks, and a line at the moment. */
export function WaterfallAxis({ scale, at, widthPx }: WaterfallAxisProps): ReactNode {
  const zeroMs = scale.stretches[0]?.fromMs ?? 0;
  const ticks = useMemo(() => toTicks(scale, zeroMs, widthPx / TICK_PX), [scale, zeroMs, widthPx]);
  const breaks = useMemo(
    () => scale.stretches.filter(({ isBreak, from, to }) => isBreak && (to - from) * widthPx >= BREAK_PX),
    [scale, widthPx],
  );
  return (
    <>
      <div className="tfi-wf-axis" aria-hidden="true">
        <span className="tfi-wf-corner" />
        {ticks.map(({ ms, at: left }) => (
          <span
            key={ms}
            className="tfi-wf-tick"
            style={{ insetInlineStart: `calc(var(--label) + ${left} * var(--plot))` }}
          >
            {durationText(ms - zeroMs)}
          </span>
        ))}
      </div>
      <div className="tfi-wf-back" aria-hidden="true">
        {breaks.map(({ from, to, fromMs, toMs }) => (
          <span
            key={fromMs}
            className="tfi-wf-break"
            style={{ insetInlineStart: percent(from), width: percent(to - from) }}
          >
            {(to - from) * widthPx >= BREAK_TEXT_PX && <span>{durationText(toMs - fromMs)}</span>}
          </span>
        ))}
        {at !== undefined && <span className="tfi-wf-now" style={{ insetInlineStart: percent(at) }} />}
      </div>
    </>
  );
}

function percent(part: number): string {
  return `${part * 100}%`;
}
