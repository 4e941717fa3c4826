import type { AgentDefinition } from './agent-definition.ts';
import { readVerdict } from './flow.ts';
import type { Intent, Report } from './intent.ts';
import { limitUse } from './limits.ts';
import { phaseOf } from './phase.ts';
import { isUnfinished } from './reduce-run.ts';
import { refuse, type At, type Ruling } from './ruling.ts';
import type { State } from './state.ts';
import { unreachable } from './unreachable.ts';

type RunCommand = Extract<
  Intent | Report,
  { readonly type: `run.${string}` | 'limit.raise' | 'timer.fire' | 'flow.visit' }
>;

/** The run as a whole: pause, resume, retry, cancel, a raised limit, a timer, the verdict of a custom state. */
export function decideRun(definition: AgentDefinition, state: State, command: RunCommand, at: At): Ruling {
  const { run } = state;
  switch (command.type) {
    case 'run.pause':
      return run?.status === 'active'
        ? [{ type: 'run.paused', by: command.by }]
        : refuse('not_running', 'There is no run to pause.');
    case 'run.resume':
      return run?.status === 'paused'
        ? [{ type: 'run.resumed', by: command.by }]
        : refuse('not_paused', 'The run is not paused.');
    case 'run.retry':
      return run?.status === 'failed'
        ? [{ type: 'run.resumed', by: command.by }]
        : refuse('not_failed', 'Only a failed run can be retried.');
    case 'run.cancel': {
      const { by, reason } = command;
      if (!run || !isUnfinished(run)) return refuse('nothing_to_cancel', 'There is no unfinished run.');
      return [{ type: 'run.cancelled', by, ...(reason && { reason }) }];
    }
    case 'limit.raise': {
      const { limit, max, by } = command;
      const used = limitUse(definition, { ...state, atMs: at.nowMs }).find((use) => use.limit === limit);
      if (!used || !run || !isUnfinished(run)) return refuse('invalid_limit', `There is no limit "${limit}" in force.`);
      if (max <= used.used)
        return refuse('invalid_limit', `Raise "${limit}" above ${used.used}, which is used already.`);
      return [{ type: 'limit.raised', limit, max, by }];
    }
    case 'timer.fire': {
      const { timerId } = command;
      const timer = run?.status === 'active' ? run.timer : undefined;
      const isDue = timer !== undefined && timer.timerId === timerId && at.nowMs >= timer.untilMs;
      return isDue ? [{ type: 'timer.fired', timerId }] : refuse('not_due', `Timer "${timerId}" is not due.`);
    }
    case 'flow.visit': {
      const { state: name, step, verdict } = command;
      const isDue = phaseOf(state, definition.flow) === `flow:${name}` && step === state.step;
      return isDue
        ? [{ type: 'flow.visited', state: name, step, verdict: readVerdict(name, verdict) }]
        : refuse('superseded', `"${name}" is not due at step ${step}.`);
    }
    default:
      return unreachable(command, []);
  }
}
