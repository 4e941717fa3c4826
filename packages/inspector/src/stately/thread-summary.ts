import {
  openAsks,
  openCalls,
  phaseOf,
  type AgentDefinition,
  type CallEntry,
  type CallStatus,
  type LimitName,
  type Run,
  type State,
} from '@twelvefold/core';

/**
 * A thread in a few lines, as large for ten thousand events as for ten. Holds no input, no output and no text of anybody. Of an
 * object or an array, `createBrowserInspector` sends the first ten members.
 */
export interface ThreadSummary {
  readonly agent: { readonly name: string; readonly version: string };
  readonly threadId: string;
  readonly phase: string;
  /** Events in the log, and replies of the model. */
  readonly seq: number;
  readonly step: number;
  /** What the run has used so far. */
  readonly usage: Pick<Run, 'steps' | 'tokens' | 'costUsd' | 'errors'> | undefined;
  /** How many calls are unsettled, and the first of them. */
  readonly openCalls: number;
  readonly calls: readonly OpenCallSummary[];
  /** How many standing rules let tools run unasked. */
  readonly rules: number;
  readonly waitsFor: readonly Wait[];
}

export interface OpenCallSummary {
  readonly callId: string;
  readonly tool: string;
  readonly status: CallStatus;
  readonly attempt?: number;
}

/** What has to come from outside before the thread goes on. */
export type Wait =
  | { readonly for: 'approval' | 'resolution' | 'answer'; readonly id: string; readonly untilMs?: number }
  | { readonly for: 'limit'; readonly limit: LimitName; readonly used: number; readonly max: number }
  | { readonly for: 'resume' }
  | { readonly for: 'timer'; readonly untilMs: number };

/** More are counted, not listed: the summary stays small whatever a model asks for at once. */
const MOST = 10;

/** What an inspector is shown as the context of an agent. Reads what is open and nothing else of the log. */
export function threadSummary(definition: AgentDefinition, state: State): ThreadSummary {
  const { threadId, seq, step, run, agent, rules } = state;
  const open = openCalls(state);
  return {
    agent: agent ?? { name: definition.name, version: definition.version },
    threadId,
    phase: phaseOf(state, definition.flow),
    seq,
    step,
    usage: run && { steps: run.steps, tokens: run.tokens, costUsd: run.costUsd, errors: run.errors },
    openCalls: open.length,
    calls: open.slice(0, MOST).map(summaryOf),
    rules: rules.length,
    waitsFor: waitsOf(state, open).slice(0, MOST),
  };
}

function summaryOf({ id, tool, status, claim }: CallEntry): OpenCallSummary {
  return { callId: id, tool, status, ...(claim && { attempt: claim.attempt }) };
}

function waitsOf(state: State, open: readonly CallEntry[]): readonly Wait[] {
  const { run } = state;
  return [
    ...(run?.status === 'paused' ? [{ for: 'resume' } as const] : []),
    ...(run?.status === 'active' && run.reached ? [{ for: 'limit', ...run.reached } as const] : []),
    ...open.flatMap(waitOf),
    ...openAsks(state).map(({ id }) => ({ for: 'answer', id }) as const),
    ...(run?.status === 'active' && run.timer ? [{ for: 'timer', untilMs: run.timer.untilMs } as const] : []),
  ];
}

function waitOf({ id, status, gate }: CallEntry): readonly Wait[] {
  if (status === 'doubted') return [{ for: 'resolution', id }];
  if (status !== 'gated') return [];
  const untilMs = gate?.expiresAtMs;
  return [{ for: 'approval', id, ...(untilMs !== undefined && { untilMs }) }];
}
