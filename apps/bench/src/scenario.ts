import type { Row } from './row.ts';

/** One question with its systems: what `--only <name>` picks. */
export interface Scenario {
  /** kebab-case */
  readonly name: string;
  /** What is asked, in a sentence: heads the table and the chart. */
  readonly title: string;
  /** What the value must reach, in words, for a row of `twelvefold`. */
  readonly target?: string;
  /** Measures all systems, one beside the other. */
  readonly run: (options: ScenarioOptions) => Promise<readonly Row[]>;
}

export interface ScenarioOptions {
  /** Fewer runs and smaller sizes: the whole bench in under 50 s. */
  readonly isQuick: boolean;
  readonly log: (line: string) => void;
}
