import type { Run } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/react';
import { useState, type ReactNode } from 'react';
import { runCommands, type RunCommand } from './run-commands.ts';
import { useDecision } from './use-decision.ts';
import { AskButton } from './waiting-item.tsx';

const TITLES: Readonly<Record<RunCommand, string>> = {
  pause: 'Pause',
  resume: 'Resume',
  retry: 'Retry',
  cancel: 'Cancel the run',
};
const LIMITS = { steps: 'steps', tokens: 'tokens', costUsd: 'US dollars', wallTimeMs: 'milliseconds' };

/** What can be asked of the run as a whole. */
export function RunButtons({ agent, run }: { readonly agent: LiveAgent; readonly run: Run | undefined }): ReactNode {
  const decision = useDecision();
  const { reached } = run ?? {};
  return (
    <>
      {reached && run?.status === 'active' && (
        <RaiseLimit key={`${reached.limit} ${reached.max}`} agent={agent} reached={reached} decision={decision} />
      )}
      {runCommands({ ...(run && { run }) }).map((command) => (
        <AskButton
          key={command}
          decision={decision}
          isStrong={command === 'resume' || command === 'retry'}
          onClick={() => decision.ask(() => agent[command]())}
        >
          {TITLES[command]}
        </AskButton>
      ))}
    </>
  );
}

interface RaiseLimitProps {
  readonly agent: LiveAgent;
  readonly reached: NonNullable<Run['reached']>;
  readonly decision: ReturnType<typeof useDecision>;
}

function RaiseLimit({ agent, reached, decision }: RaiseLimitProps): ReactNode {
  const { limit, used, max } = reached;
  const [next, setNext] = useState(String(max * 2));
  return (
    <>
      <label className="tfi-waiting-field">
        {used} of {max} {LIMITS[limit]} used, at most{' '}
        <input
          className="tfi-field"
          type="number"
          min={0}
          step="any"
          value={next}
          onChange={({ target }) => setNext(target.value)}
        />
      </label>
      <AskButton
        decision={decision}
        isStrong
        onClick={() => {
          const most = Number(next);
          if (next.trim() === '' || !Number.isFinite(most)) decision.refuse('The limit has to be a number.');
          else decision.ask(() => agent.raiseLimit(limit, most));
        }}
      >
        Raise the limit
      </AskButton>
    </>
  );
}
