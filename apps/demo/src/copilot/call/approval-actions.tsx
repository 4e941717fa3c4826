import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { Denial } from '@twelvefold/react';
import { labels } from '../../labels.ts';
import { toolLabel } from '../words/field-label.ts';
import type { AnyApproval } from './any-call.ts';
import { EditForm } from './edit-form.tsx';
import { useDecision } from './use-decision.ts';

type Mode = 'choose' | 'edit' | 'deny';

/** The choice about one gated call: as it is, with changes, or not at all. */
export function ApprovalActions({ approval }: { readonly approval: AnyApproval }): ReactNode {
  const words = labels.copilot.call;
  const [mode, setMode] = useState<Mode>('choose');
  const [remember, setRemember] = useState(false);
  const { isDeciding, refusal, decide } = useDecision();
  const chooser = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const lastMode = useRef<Mode>('choose');
  useEffect(() => {
    if (mode === lastMode.current) return;
    lastMode.current = mode;
    // The button that had the focus is gone.
    if (mode === 'choose') chooser.current?.focus();
    else box.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [mode]);

  return (
    <div ref={box} className="approval" aria-busy={isDeciding}>
      {mode === 'choose' && (
        <div className="card-actions">
          {!approval.hasApproved && (
            <button
              ref={chooser}
              type="button"
              className="button button-primary"
              aria-disabled={isDeciding}
              onClick={() => decide(() => approval.approve({ remember }))}
            >
              {words.approve}
            </button>
          )}
          <button type="button" className="button" onClick={() => setMode('edit')}>
            {words.edit}
          </button>
          <button type="button" className="button" onClick={() => setMode('deny')}>
            {words.deny}
          </button>
        </div>
      )}
      {mode === 'edit' && (
        <EditForm approval={approval} remember={remember} onApprove={decide} onCancel={() => setMode('choose')} />
      )}
      {mode === 'deny' && (
        <DenyForm onDeny={(why) => decide(() => approval.deny(why), 'deny')} onCancel={() => setMode('choose')} />
      )}
      {mode !== 'deny' && approval.mayRemember && (
        <label className="check remember">
          <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
          {words.remember(toolLabel(approval.toolName))}
        </label>
      )}
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

interface DenyFormProps {
  readonly onDeny: (why: Denial) => void;
  readonly onCancel: () => void;
}

function DenyForm({ onDeny, onCancel }: DenyFormProps): ReactNode {
  const words = labels.copilot.call;
  const [reason, setReason] = useState('');
  const [suggestion, setSuggestion] = useState('');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onDeny({ reason: reason.trim(), suggestion: suggestion.trim() });
  };
  return (
    <form className="deny-form" onSubmit={submit}>
      <label>
        {words.denyTitle} <span className="field-optional">({labels.form.optional})</span>
        <input type="text" value={reason} onChange={(event) => setReason(event.target.value)} autoComplete="off" />
      </label>
      <label>
        {words.suggestTitle} <span className="field-optional">({labels.form.optional})</span>
        <input
          type="text"
          value={suggestion}
          onChange={(event) => setSuggestion(event.target.value)}
          autoComplete="off"
        />
      </label>
      <div className="card-actions">
        <button type="submit" className="button button-danger">
          {words.denyConfirm}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {words.cancelEdit}
        </button>
      </div>
    </form>
  );
}
