import { useMemo, useRef, type ReactNode } from 'react';
import { countText } from '../json/preview-json.ts';
import { useMoment } from '../moment.ts';
import type { Bar } from './bar.ts';
import { costText } from './cost-text.ts';
import { lengthOf } from './describe-bar.ts';
import { durationText } from './duration-text.ts';
import type { Bars } from './use-bars.ts';
import { useRows } from './use-rows.ts';

const ROW_PX = 28;
const COLUMNS = ['Step', 'Took', 'In', 'Cached', 'Out', 'Reasoning', 'Cost'];

/** Tokens and cost of each reply of the model. */
export function StepTable({ bars, endMs }: Bars): ReactNode {
  const { seq, goTo } = useMoment();
  const box = useRef<HTMLDivElement>(null);
  const replies = useMemo(() => bars.filter(({ usage }) => usage), [bars]);
  const { made, keyOf, totalPx } = useRows(box, { count: replies.length, rowPx: ROW_PX });
  return (
    <div
      className="tfi-steps"
      ref={box}
      role="table"
      tabIndex={0}
      aria-label="Tokens by step"
      aria-rowcount={replies.length + 1}
    >
      <div className="tfi-steps-row tfi-steps-head" role="row" aria-rowindex={1}>
        {COLUMNS.map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <div className="tfi-steps-all" role="rowgroup" style={{ height: `${totalPx}px` }}>
        {made.map((index) => {
          const bar = replies[index];
          if (!bar) return null;
          const isHere = bar.seq === seq || bar.endSeq === seq;
          return (
            <div
              key={keyOf(index)}
              className="tfi-steps-row"
              role="row"
              aria-rowindex={index + 2}
              data-here={isHere || undefined}
              style={{ transform: `translateY(${index * ROW_PX}px)` }}
            >
              <span role="rowheader">
                <button
                  type="button"
                  className="tfi-button"
                  data-plain=""
                  aria-current={isHere || undefined}
                  onClick={() => goTo(bar.endSeq ?? bar.seq)}
                >
                  {bar.step}
                  {bar.attempt > 1 && `, attempt ${bar.attempt}`}
                </button>
              </span>
              {cellsOf(bar, endMs).map((text, at) => (
                <span key={COLUMNS[at + 1]} role="cell">
                  {text}
                </span>
              ))}
            </div>
          );
        })}
      </div>
      {replies.length > 0 && replies.every(({ costUsd }) => costUsd === undefined) && (
        <p className="tfi-empty">The log has no prices: the model does not say what its replies cost.</p>
      )}
      {replies.length === 0 && <p className="tfi-empty">The model has not replied yet.</p>}
    </div>
  );
}

/** Nothing is said of what the provider does not say. */
function cellsOf(bar: Bar, endMs: number): readonly string[] {
  const { usage, costUsd } = bar;
  const said = (count: number | undefined): string => (count === undefined ? '–' : countText(count));
  return [
    durationText(lengthOf(bar, endMs)),
    said(usage?.inputTokens),
    said(usage?.cachedInputTokens),
    said(usage?.outputTokens),
    said(usage?.reasoningTokens),
    costUsd === undefined ? '–' : costText(costUsd),
  ];
}
