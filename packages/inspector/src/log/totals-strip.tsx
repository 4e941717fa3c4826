import { useMemo, type ReactNode } from 'react';
import { countText } from '../json/preview-json.ts';
import { costText } from './cost-text.ts';
import { durationText } from './duration-text.ts';
import { toTotals } from './totals.ts';
import type { Bars, Scope } from './use-bars.ts';

export interface TotalsStripProps extends Bars {
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

/** What a run or a thread amounts to, and which of them is meant. */
export function TotalsStrip({ bars, endMs, scope, onScope }: TotalsStripProps): ReactNode {
  const totals = useMemo(() => toTotals(bars, endMs), [bars, endMs]);
  const { durationMs, workMs, waitMs, usage, costUsd, unpriced, replies, retries } = totals;
  const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens } = usage;
  return (
    <div className="tfi-log-totals">
      <select
        className="tfi-field"
        aria-label="Part of the log"
        value={scope}
        onChange={(event) => onScope(event.target.value === 'run' ? 'run' : 'thread')}
      >
        <option value="run">This run</option>
        <option value="thread">Whole thread</option>
      </select>
      <dl className="tfi-log-sums">
        <Sum name="Took">{durationText(durationMs)}</Sum>
        <Sum name="Worked">{durationText(workMs)}</Sum>
        {waitMs > 0 && <Sum name="Waited">{durationText(waitMs)}</Sum>}
        <Sum name="Tokens in">
          {countText(inputTokens)}
          {cachedInputTokens > 0 && ` (${countText(cachedInputTokens)} cached)`}
        </Sum>
        <Sum name="Out">
          {countText(outputTokens)}
          {reasoningTokens > 0 && ` (${countText(reasoningTokens)} reasoning)`}
        </Sum>
        {costUsd !== undefined && (
          <Sum name="Cost">
            {costText(costUsd)}
            {unpriced > 0 && `, and ${unpriced} of ${replies} replies without a price`}
          </Sum>
        )}
        {retries > 0 && <Sum name="Retries">{retries}</Sum>}
      </dl>
    </div>
  );
}

function Sum({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt> <dd>{children}</dd>
    </div>
  );
}
