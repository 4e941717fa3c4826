import type { Database } from '../db/database.ts';
import { DeskError } from '../db/desk-error.ts';
import { labels } from '../labels.ts';

/** How far the opening of the database is. */
export type OpeningState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly database: Database };

/** The opening of a database, outside React: it starts with the page and happens once, whatever renders. */
export interface Opening {
  readonly state: () => OpeningState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Tries again after a failure. */
  readonly retry: () => void;
}

/** Starts to open a database. `open` is called again by each `retry`. */
export function startOpening(open: () => Promise<Database>): Opening {
  let state: OpeningState = { status: 'loading' };
  const listeners = new Set<() => void>();
  const become = (next: OpeningState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const start = () => {
    open().then(
      (database) => become({ status: 'ready', database }),
      (error: unknown) => {
        console.error(error);
        const message = error instanceof DeskError ? error.message : labels.opening.unexpected;
        become({ status: 'failed', message });
      },
    );
  };
  start();
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    retry: () => {
      if (state.status !== 'failed') return;
      become({ status: 'loading' });
      start();
    },
  };
}
