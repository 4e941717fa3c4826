import type { Decision } from '@twelvefold/core';

/** Decisions of one kind are one while it is under way; another kind has its turn after what was asked for before it. */
export interface Turns {
  /** The decision of this kind that is under way. */
  readonly underWay: (verb: string) => Promise<Decision> | undefined;
  /** Decides as soon as nothing is under way; what comes of the others is theirs. */
  readonly take: (verb: string, decide: () => Promise<Decision>) => Promise<Decision>;
}

/** The turns of the buttons of one form: a double click is one decision, and a change of mind is another. */
export function createTurns(): Turns {
  const flights = new Map<string, Promise<Decision>>();
  let last: Promise<Decision> | undefined;
  return {
    underWay: (verb) => flights.get(verb),
    take: (verb, decide) => {
      const flight = (last ? last.then(decide, decide) : decide()).finally(() => {
        if (flights.get(verb) === flight) flights.delete(verb);
        if (last === flight) last = undefined;
      });
      flights.set(verb, flight);
      last = flight;
      return flight;
    },
  };
}
