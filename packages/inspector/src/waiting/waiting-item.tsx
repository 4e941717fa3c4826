import { useRef, type ReactNode } from 'react';
import { usePassFocus } from '../panel/use-pass-focus.ts';
import { previewJson } from '../json/preview-json.ts';
import type { DecisionState } from './use-decision.ts';

export interface WaitingItemProps {
  readonly label: string;
  readonly decision: DecisionState;
  readonly children: ReactNode;
}

/** One thing that waits for a person. */
export function WaitingItem({ label, decision, children }: WaitingItemProps): ReactNode {
  const box = useRef<HTMLLIElement>(null);
  usePassFocus(box);
  return (
    <li className="tfi-waiting-item" aria-label={label} aria-busy={decision.isPending} ref={box}>
      {children}
    </li>
  );
}

/** A value in a line, and as a whole when somebody opens it. */
export function WaitingValue({ value, note }: { readonly value: unknown; readonly note?: string }): ReactNode {
  return (
    <details className="tfi-waiting-value">
      <summary className="tfi-mono">{previewJson(value, 100)}</summary>
      <pre className="tfi-mono" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
      {note && <p className="tfi-quiet">{note}</p>}
    </details>
  );
}

export interface AskButtonProps {
  readonly decision: DecisionState;
  readonly isStrong?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button that stays where it is while its answer is awaited. */
export function AskButton({ decision, isStrong, onClick, children }: AskButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="tfi-button"
      data-strong={isStrong ? '' : undefined}
      aria-disabled={decision.isPending}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
