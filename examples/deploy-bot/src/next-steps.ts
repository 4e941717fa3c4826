import { openAsks, openCalls, phaseOf, type AnswerFormat, type State } from '@twelvefold/core';

/** What a thread waits for, and what to type about it; or how it ended. */
export function nextSteps(state: State, path: string): readonly string[] {
  const calls = openCalls(state).flatMap(({ id, tool, input, status }) => {
    const call = `${id} ${tool} ${JSON.stringify(input)}`;
    if (status === 'gated')
      return [
        `Waits for approval of ${call}`,
        `  deploy-bot approve ${path} ${id} [--tag v1.2.2]`,
        `  deploy-bot deny ${path} ${id} --reason "…"`,
      ];
    if (status === 'doubted')
      return [
        `In doubt: did ${call} happen? Look at deployments.json, then say`,
        `  deploy-bot resolve ${path} ${id} --happened | --again | --give-up`,
      ];
    if (status === 'running') return [`A process is at ${call}. If it died:`, `  deploy-bot resume ${path} [--alone]`];
    return [];
  });
  const asks = openAsks(state).flatMap(({ question, format }) => [
    `Waits for an answer to: ${question}`,
    `  deploy-bot answer ${path} "${hint(format)}"`,
  ]);
  return [...calls, ...asks, ...runSteps(state, path)];
}

function runSteps(state: State, path: string): readonly string[] {
  const { reached, failure } = state.run ?? {};
  if (reached)
    return [`Used up ${reached.used} ${reached.limit}. To allow as many again:`, `  deploy-bot resume ${path}`];
  switch (phaseOf(state)) {
    case 'failed':
      return [`Failed: ${failure?.message ?? 'unknown'}`, `  deploy-bot resume ${path}`];
    case 'cancelled':
      return ['Cancelled.'];
    case 'done':
      return ['Done.'];
    case 'thinking':
    case 'backingOff':
      return ['Interrupted. To go on:', `  deploy-bot resume ${path}`];
    default:
      return [];
  }
}

function hint(format: AnswerFormat): string {
  if (format.kind === 'choice') return format.options.join(' | ');
  return format.kind === 'yes_no' ? 'yes | no' : '…';
}
