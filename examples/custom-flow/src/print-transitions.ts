import type { InspectionEvent, StateValue } from 'xstate';

/**
 * An inspector for XState actors that prints every state the agent's machine comes to, with the fact that led there.
 * Actors of tools and of the model are inspected too; those have no state values.
 */
export function printTransitions(print: (line: string) => void): (event: InspectionEvent) => void {
  let last = '';
  return (event) => {
    if (event.type !== '@xstate.snapshot' || !('value' in event.snapshot)) return;
    const value = nameOf(event.snapshot.value as StateValue);
    if (value !== last) print(`${event.event.type.padEnd(16)} → ${value}`);
    last = value;
  };
}

function nameOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([name, inner]) => (inner === undefined ? name : `${name}.${nameOf(inner)}`))
    .join(' ');
}
