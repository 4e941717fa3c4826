import { isDeepStrictEqual } from 'node:util';

/** One effect on the world: this call did this, with this input. */
export interface Effect {
  readonly threadId: string;
  readonly callId: string;
  readonly tool: string;
  readonly input: unknown;
}

/** What happened in one row, kept apart from the engine: it only believes tools that ran and people who looked. */
export interface Ledger {
  /** A person, or the policy, let exactly this happen, once. */
  readonly permit: (effect: Effect) => void;
  readonly happened: (effect: Effect) => void;
  readonly effects: () => readonly Effect[];
  /** Effects that nobody let happen, in the order in which they did. */
  readonly unapproved: () => readonly Effect[];
}

export function createLedger(): Ledger {
  const effects: Effect[] = [];
  const unapproved: Effect[] = [];
  const permits: Effect[] = [];
  return {
    permit: (effect) => void permits.push(structuredClone(effect)),
    happened: (effect) => {
      const seen = structuredClone(effect);
      effects.push(seen);
      const at = permits.findIndex((permit) => isDeepStrictEqual(permit, seen));
      if (at < 0) unapproved.push(seen);
      else permits.splice(at, 1);
    },
    effects: () => effects,
    unapproved: () => unapproved,
  };
}
