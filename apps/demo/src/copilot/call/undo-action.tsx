import type { CallUndo } from '@twelvefold/react';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { useDecision } from './use-decision.ts';

/** Takes back what a call did, with one click: the copilot hears of it. */
export function UndoAction({ undo }: { readonly undo: NonNullable<CallUndo['undo']> }): ReactNode {
  const { isDeciding, refusal, decide } = useDecision();
  return (
    <div className="undo-action" aria-busy={isDeciding}>
      <button type="button" className="button button-small" onClick={() => decide(() => undo())}>
        {labels.copilot.call.undo}
      </button>
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
