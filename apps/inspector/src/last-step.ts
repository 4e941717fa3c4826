import type { Chart, LastStep } from '@twelvefold/inspector/parts';
import { activeOf } from '@twelvefold/inspector/parts';
import type { SnapshotsAt } from '@twelvefold/inspector/protocol';

/** How an actor's machine came to what it is, as a chart traces it; nothing where that is not known. */
export function lastStep(chart: Chart, { now, before, event }: SnapshotsAt): LastStep | undefined {
  if (!now || !before || !event) return undefined;
  const [was, is] = [activeOf(chart, before.snapshot?.value), activeOf(chart, now.snapshot?.value)];
  // Of parallel states the one that changed.
  const from = was.findLast((id) => !is.includes(id)) ?? was.at(-1);
  const to = is.findLast((id) => !was.includes(id)) ?? is.at(-1);
  return from !== undefined && to !== undefined ? { from, to, label: event.type, key: now.id } : undefined;
}
