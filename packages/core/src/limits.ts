import type { AgentDefinition } from './agent-definition.ts';
import type { LimitName } from './event.ts';
import type { Run, State } from './state.ts';

export interface LimitUse {
  readonly limit: LimitName;
  readonly used: number;
  readonly max: number;
}

/** How far the run has used each limit that is set, raised ones included. Wall time is measured to the last event. */
export function limitUse(definition: AgentDefinition, state: State): readonly LimitUse[] {
  const { run } = state;
  if (!run) return [];
  const max: Partial<Record<LimitName, number>> = { ...definition.limits, ...run.raised };
  const used = usedBy(run, state);
  return (Object.keys(max) as LimitName[]).map((limit) => ({ limit, used: used[limit], max: max[limit] ?? Infinity }));
}

function usedBy(run: Run, state: State): Readonly<Record<LimitName, number>> {
  return { steps: run.steps, tokens: run.tokens, costUsd: run.costUsd, wallTimeMs: state.atMs - run.startedAtMs };
}
