/** One side of a booking: what an account gains, or loses when below 0. */
export interface Posting {
  readonly account: string;
  readonly cents: number;
}

export interface Ledger {
  readonly post: (posting: Posting) => Posting;
  readonly postings: () => readonly Posting[];
  /** The sum over all accounts: 0 in books that balance. */
  readonly totalCents: (signal: AbortSignal) => Promise<number>;
}

/** A ledger in memory that answers as late as one on a server. */
export function createLedger(): Ledger {
  const postings: Posting[] = [];
  return {
    post: (posting) => {
      postings.push(posting);
      return posting;
    },
    postings: () => postings,
    totalCents: async (signal) => {
      await Promise.resolve();
      signal.throwIfAborted();
      return postings.reduce((sum, { cents }) => sum + cents, 0);
    },
  };
}
