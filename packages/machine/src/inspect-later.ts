import type { InspectionEvent } from 'xstate';
import { aside } from './aside.ts';

type Inspect = (event: InspectionEvent) => void;

/** Making an agent is silent: what `inspect` would hear before `begin` it hears then, in order. */
export function inspectLater(inspect: Inspect): { readonly inspect: Inspect; readonly begin: () => void } {
  let early: InspectionEvent[] | undefined = [];
  return {
    inspect: (event) => (early ? void early.push(event) : aside(() => inspect(event))),
    begin: () => {
      const events = early ?? [];
      early = undefined;
      for (const event of events) aside(() => inspect(event));
    },
  };
}
