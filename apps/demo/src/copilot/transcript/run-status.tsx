import type { UseAgent } from '@twelvefold/react';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import type { DeskTools } from '../agent/desk-agent.ts';
import { useDecision } from '../call/use-decision.ts';
import { useSecondsUntil } from './use-seconds-until.ts';

const MORE_STEPS = 20;

/** What the run is doing or waiting for, after the last entry. */
export function RunStatus({ agent }: { readonly agent: UseAgent<DeskTools> }): ReactNode {
  const words = labels.copilot.phase;
  switch (agent.phase) {
    case 'thinking':
      return agent.draft && agent.draft.parts.length > 0 ? null : <p className="working">{words.thinking}</p>;
    case 'backingOff':
      return <BackingOff untilMs={agent.state.run?.timer?.untilMs ?? 0} />;
    case 'paused':
      return (
        <StatusCard text={words.paused}>
          <Act label={words.resume} act={() => agent.resume()} isPrimary />
          <Act label={words.stop} act={() => agent.cancel()} />
        </StatusCard>
      );
    case 'failed':
      return (
        <StatusCard title={words.failed} text={agent.state.run?.failure?.message ?? ''} isBad>
          <Act label={words.retry} act={() => agent.retry()} isPrimary />
        </StatusCard>
      );
    case 'limited':
      return <Limited agent={agent} />;
    default:
      return null;
  }
}

function Limited({ agent }: { readonly agent: UseAgent<DeskTools> }): ReactNode {
  const words = labels.copilot.phase.limited;
  const reached = agent.state.run?.reached;
  if (!reached) return null;
  const { limit, max } = reached;
  const isSteps = limit === 'steps';
  const raised = isSteps ? max + MORE_STEPS : max * 2;
  return (
    <StatusCard text={isSteps ? words.steps(max) : words.other(limit, max)}>
      <Act label={isSteps ? words.raise : words.raiseOther} act={() => agent.raiseLimit(limit, raised)} isPrimary />
      <Act label={labels.copilot.phase.stop} act={() => agent.cancel()} />
    </StatusCard>
  );
}

function BackingOff({ untilMs }: { readonly untilMs: number }): ReactNode {
  const seconds = useSecondsUntil(untilMs);
  const words = labels.copilot.phase;
  return <p className="working">{seconds > 0 ? words.backingOff(seconds) : words.retryingNow}</p>;
}

interface StatusCardProps {
  readonly title?: string;
  readonly text: string;
  readonly isBad?: boolean;
  readonly children: ReactNode;
}

function StatusCard({ title, text, isBad = false, children }: StatusCardProps): ReactNode {
  return (
    <div className="status-card" role={isBad ? 'alert' : 'status'} data-bad={isBad}>
      {title !== undefined && <h3 className="card-title">{title}</h3>}
      <p>{text}</p>
      <div className="card-actions">{children}</div>
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly act: () => ReturnType<UseAgent['retry']>;
  readonly isPrimary?: boolean;
}

function Act({ label, act, isPrimary = false }: ActProps): ReactNode {
  const { isDeciding, refusal, decide } = useDecision();
  return (
    <>
      <button
        type="button"
        className={isPrimary ? 'button button-primary' : 'button'}
        aria-disabled={isDeciding}
        onClick={() => decide(act)}
      >
        {label}
      </button>
      {refusal !== undefined && <p className="field-error">{refusal}</p>}
    </>
  );
}
