import type { Claim } from '@twelvefold/core';
import { useState, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { useConversation } from '../conversation-context.ts';
import { formatWhen } from '../words/format-when.ts';
import type { AnyDoubt } from './any-call.ts';
import { useDecision } from './use-decision.ts';

/** What to do about a call that may or may not have happened. */
export function DoubtActions({ doubt }: { readonly doubt: AnyDoubt }): ReactNode {
  const words = labels.copilot.doubt;
  const [note, setNote] = useState('');
  const { isDeciding, refusal, decide } = useDecision();
  const { claim } = doubt.call;
  const output = note.trim() === '' ? { happened: true } : { happened: true, note: note.trim() };
  return (
    <div className="doubt" aria-busy={isDeciding}>
      <p>
        <strong>{words.title}</strong> {words.explain}
      </p>
      {claim && <ClaimFacts claim={claim} />}
      <label>
        {words.note} <span className="field-optional">({labels.form.optional})</span>
        <input type="text" value={note} onChange={(event) => setNote(event.target.value)} autoComplete="off" />
      </label>
      <div className="card-actions">
        <button type="button" className="button button-primary" onClick={() => decide(() => doubt.happened(output))}>
          {words.happened}
        </button>
        <button type="button" className="button" onClick={() => decide(() => doubt.retry())}>
          {words.retry}
        </button>
        <button type="button" className="button" onClick={() => decide(() => doubt.giveUp())}>
          {words.giveUp}
        </button>
      </div>
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

/** Who began it, when, how often, and the key that it ran with: what helps to find out. */
function ClaimFacts({ claim }: { readonly claim: Claim }): ReactNode {
  const words = labels.copilot.doubt;
  const { isOwnRunner } = useConversation();
  const { atMs, runner, attempt, idempotencyKey } = claim;
  const where = isOwnRunner(runner) ? words.thisTab : words.elsewhere;
  return (
    <div className="standing">
      <p>
        <time dateTime={new Date(atMs).toISOString()}>{words.started(formatWhen(atMs), where)}</time>
      </p>
      <p>{words.times(attempt)}</p>
      <p>
        {words.key} <code>{idempotencyKey}</code>
      </p>
    </div>
  );
}
