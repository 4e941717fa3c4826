import type { Approval } from '@twelvefold/react';
import { useState, type ReactNode } from 'react';
import { useDecision } from './use-decision.ts';
import { AskButton, WaitingItem, WaitingValue } from './waiting-item.tsx';

/** A call that waits for a decision. What is approved is what is shown. */
export function GatedCall({ approval }: { readonly approval: Approval }): ReactNode {
  const { toolName, call, input, reason, votes, quorum, missing, approvers, expiresAtMs } = approval;
  const { mayDecide, hasApproved } = approval;
  const decision = useDecision();
  const [why, setWhy] = useState('');
  const isUndo = call.undoes !== undefined;
  return (
    <WaitingItem label={`Decision about ${toolName}`} decision={decision}>
      <div className="tfi-waiting-head">
        <strong>
          {isUndo ? 'Take back ' : ''}
          <code className="tfi-mono">{toolName}</code>
        </strong>
        <WaitingValue value={input} note="To change the input before it runs, use the app." />
      </div>
      {reason && <p className="tfi-quiet">{reason}</p>}
      {call.requested?.reason && <p className="tfi-quiet">Asked for: {call.requested.reason}</p>}
      {quorum > 1 && (
        <p className="tfi-quiet">
          Approved by {votes.map(({ by }) => by.name ?? by.id).join(', ') || 'nobody yet'}, {missing} to go.
        </p>
      )}
      {expiresAtMs !== undefined && (
        <p className="tfi-quiet">Until {new Date(expiresAtMs).toLocaleString()}; then it is not run.</p>
      )}
      {mayDecide ? (
        <div className="tfi-waiting-row">
          {hasApproved ? (
            <span className="tfi-quiet">You approved this.</span>
          ) : (
            <AskButton decision={decision} isStrong onClick={() => decision.ask(() => approval.approve())}>
              Approve
            </AskButton>
          )}
          <input
            className="tfi-field"
            aria-label={`Why ${toolName} is denied`}
            placeholder="Why not? (optional)"
            value={why}
            onChange={({ target }) => setWhy(target.value)}
          />
          <AskButton
            decision={decision}
            onClick={() => decision.ask(() => approval.deny(why.trim() === '' ? {} : { reason: why.trim() }))}
          >
            Deny
          </AskButton>
        </div>
      ) : (
        <p className="tfi-quiet">
          Others decide about this{approvers ? `: ${approvers.join(', ')}` : ''}. The agent acts for somebody else here.
        </p>
      )}
    </WaitingItem>
  );
}
