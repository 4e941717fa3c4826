import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { useSecondsUntil } from '../transcript/use-seconds-until.ts';
import { nameOf } from '../words/name-of.ts';
import type { AnyApproval } from './any-call.ts';

/** Where a decision stands that is not one person's alone, or not for ever: who agreed, who may, and how long. */
export function Standing({ approval }: { readonly approval: AnyApproval }): ReactNode {
  const words = labels.copilot.standing;
  const { votes, quorum, missing, approvers, mayDecide, hasApproved, expiresAtMs } = approval;
  const isShared = quorum > 1;
  // In the past nobody may, and nobody is named.
  const others = mayDecide ? undefined : approvers;
  if (!isShared && !others && expiresAtMs === undefined) return null;
  return (
    <div className="standing">
      {isShared && (
        <p>
          <meter aria-label={words.votes(votes.length, quorum)} min={0} max={quorum} value={votes.length} />
          {words.votes(votes.length, quorum)}
          {votes.length > 0 && `: ${votes.map(({ by }) => nameOf(by)).join(', ')}`}
        </p>
      )}
      {hasApproved && <p>{words.othersMust(missing)}</p>}
      {others && <p>{words.notYou(others.join(', '))}</p>}
      {expiresAtMs !== undefined && <TimeLeft untilMs={expiresAtMs} />}
    </div>
  );
}

function TimeLeft({ untilMs }: { readonly untilMs: number }): ReactNode {
  const words = labels.copilot.standing;
  const seconds = useSecondsUntil(untilMs);
  const isShort = seconds < 60;
  return (
    <p className={isShort ? 'standing-urgent' : undefined}>
      <time dateTime={new Date(untilMs).toISOString()}>
        {isShort ? words.secondsLeft(seconds) : words.minutesLeft(Math.ceil(seconds / 60))}
      </time>
    </p>
  );
}
