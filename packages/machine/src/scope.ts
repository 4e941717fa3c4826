/** How long an effect is wanted. Says what an `AbortSignal` says, and makes one only for those who take no less. */
export interface Scope {
  readonly isOver: () => boolean;
  /** Throws the reason when it is over. */
  readonly throwIfOver: () => void;
  /** Calls `listener` when it ends, and at once when it has. Returns what forgets the listener. */
  readonly onOver: (listener: (reason: unknown) => void) => () => void;
  readonly signal: AbortSignal;
}

export interface OpenScope extends Scope {
  readonly end: (reason: unknown) => void;
}

export function createScope(): OpenScope {
  const listeners = new Set<(reason: unknown) => void>();
  let controller: AbortController | undefined;
  let ended: { readonly reason: unknown } | undefined;
  return {
    isOver: () => ended !== undefined,
    throwIfOver: () => {
      if (ended) throw ended.reason;
    },
    onOver: (listener) => {
      if (ended) listener(ended.reason);
      else listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get signal() {
      controller ??= new AbortController();
      if (ended && !controller.signal.aborted) controller.abort(ended.reason);
      return controller.signal;
    },
    end: (reason) => {
      if (ended) return;
      ended = { reason };
      controller?.abort(reason);
      for (const listener of [...listeners]) listener(reason);
      listeners.clear();
    },
  };
}
