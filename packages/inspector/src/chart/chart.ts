/** A statechart as plain JSON: what is drawn, wherever it was read. */
export interface Chart {
  /** The root's, which is the machine's. */
  readonly id: string;
  /** The root first, parents before their children, in the order in which they were written. */
  readonly states: readonly ChartState[];
  readonly transitions: readonly ChartTransition[];
  /** Room is left for how often each transition was taken. */
  readonly isCounted?: boolean;
}

export interface ChartState {
  /** The path to it from the root: `agent.acting.running`. */
  readonly id: string;
  /** Its own part of the path. */
  readonly key: string;
  /** Absent for the root. */
  readonly parent?: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** The state that a compound one begins in. */
  readonly initial?: string;
  /** How far a history state remembers. */
  readonly history?: 'shallow' | 'deep';
  readonly tags: readonly string[];
  readonly invokes: readonly ChartInvoke[];
  /** Names of actions. */
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly description?: string;
}

/** An actor that lives as long as its state. */
export interface ChartInvoke {
  readonly id: string;
  /** What it runs, by its name. */
  readonly src: string;
}

export interface ChartTransition {
  readonly id: string;
  readonly source: string;
  /** Ids of states: several enter several regions, none stays where it is. */
  readonly targets: readonly string[];
  readonly kind: 'event' | 'always' | 'after' | 'done' | 'error';
  /** The event, how long `after` waits, or which actor is done or failed; empty where the kind says it all. */
  readonly label: string;
  readonly guard?: string;
  /** Names of actions. */
  readonly actions: readonly string[];
  readonly description?: string;
}
