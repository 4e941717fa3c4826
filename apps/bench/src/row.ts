/** One measured number. All rows of one file were measured in one run on one machine. */
export interface Row {
  readonly scenario: string;
  /** `twelvefold`, a peer's package name, or a floor such as `JSON.parse` or `hand-written switch`. */
  readonly system: string;
  /** The installed version; empty for a floor. */
  readonly version: string;
  /** What was measured: `script time`, `renders of finished entries`, `bundle` … */
  readonly metric: string;
  readonly unit: 'ms' | 'µs' | 'count' | 'bytes' | 'kB' | 'per s' | '%' | 'ratio';
  /** The median of all runs; `null` where the system cannot do this, or did not finish: `note` says which. */
  readonly value: number | null;
  /** Whether less is better: what a win is. */
  readonly better: 'less' | 'more';
  /** Lowest and highest of the runs. */
  readonly spread?: { readonly min: number; readonly max: number; readonly runs: number };
  /** The size that a growth curve is drawn over: bytes, events, deltas. */
  readonly n?: number;
  /** `value` over Twelvefold's value of the same scenario, metric and n. */
  readonly ratio?: number;
  /** Its runs and those of that value overlap, from the lowest to the highest: they do not say which of the two is better. */
  readonly isInSpread?: true;
  /** Why there is no value, how a peer was set up, what is unfair about the row. */
  readonly note?: string;
}
