import type { ThreadStore } from '@twelvefold/core';

/** One empty database to try a store on. */
export interface StoreLab {
  /** A store on this database; the second call is to another tab or process what the first is to this one. */
  readonly open: () => Promise<ThreadStore>;
  /** Closes what was opened, and removes the database. */
  readonly end: () => Promise<void>;
}

/** How the contract gets at a store, and what it may do to it. A hook that is absent skips the cases that need it. */
export interface StoreContractOptions<TLab extends StoreLab> {
  readonly begin: () => Promise<TLab>;
  /** Makes the disk full or uses up the quota, until what it returns is called. */
  readonly fill?: (lab: TLab) => Promise<() => Promise<void>>;
  /** Replaces an event that is stored by what `change` makes of its JSON text; `undefined` removes it. */
  readonly rewrite?: (
    lab: TLab,
    event: { readonly threadId: string; readonly seq: number },
    change: (json: string) => string | undefined,
  ) => Promise<void>;
  /** Makes the database that of a newer version: then `open` must reject. */
  readonly outdate?: (lab: TLab) => Promise<void>;
  /** The stores have a `presence`. */
  readonly presence?: boolean;
}

/** One thing that a store must do. Give `name` and `run` to any test runner. */
export interface ContractCase {
  /** Begins with the rule of SPEC.md that it holds the store to: `[R113] …`. */
  readonly name: string;
  /** Rejects with what is wrong. Takes up to 30 seconds on a slow machine. */
  readonly run: () => Promise<void>;
  /** Why it cannot be run with these options. */
  readonly skip?: string;
}

/** A case before it is bound to a store. */
export interface Trial {
  readonly name: string;
  readonly needs?: 'fill' | 'rewrite' | 'outdate' | 'presence';
  readonly run: <TLab extends StoreLab>(lab: TLab, options: StoreContractOptions<TLab>) => Promise<void>;
}
