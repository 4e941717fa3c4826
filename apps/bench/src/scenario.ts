import type { Row } from './row.ts';

/** One question with its systems: what `--only <name>` picks. */
export interface Scenario {
  /** kebab-case */
  readonly name: string;
  /** What is asked, in a sentence: heads the table and the chart. */
  readonly title: string;
  /** What the value must reach, in words, for a row of `twelvefold`. */
  readonly target?: string;
  /** Whether the rows reach it, and by how much; without it the table says that nothing judged it. */
  readonly judge?: (rows: readonly Row[]) => readonly Judgement[];
  /** What `n` counts, for tables and charts: `events`, `bytes of input`. Default `n`. */
  readonly nIs?: string;
  /** What makes the setup of the rows fair or unfair, in whole sentences, under the table. */
  readonly notes?: readonly string[];
  /** Why Twelvefold is slower, by `metric` or by `system / metric`: said wherever a row shows that it is. */
  readonly whySlower?: Readonly<Record<string, string>>;
  /** Measures all systems, one beside the other. */
  readonly run: (options: ScenarioOptions) => Promise<readonly Row[]>;
}

/** One target and what was measured of it. */
export interface Judgement {
  readonly target: string;
  /** In words: `2.1 × per doubling, at worst`. */
  readonly measured: string;
  /** `undefined` where the rows cannot say, as after `--quick` or without a database. */
  readonly isMet: boolean | undefined;
}

export interface ScenarioOptions {
  /** Fewer runs and smaller sizes: the whole bench in under 50 s. */
  readonly isQuick: boolean;
  readonly log: (line: string) => void;
}
