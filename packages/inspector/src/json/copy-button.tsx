import { useEffect, useState, type MouseEvent, type ReactNode } from 'react';

export interface CopyButtonProps {
  /** Made when it is copied. */
  readonly text: () => string;
  readonly children: ReactNode;
}

const SAID_MS = 1_600;

/** Copies a text, and says for a moment whether that worked. */
export function CopyButton({ text, children }: CopyButtonProps): ReactNode {
  const [said, say] = useState('');
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => say(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async ({ currentTarget }: MouseEvent<HTMLElement>): Promise<void> => {
    // The panel may stand in a window of its own, and only the one that has the focus may copy.
    const { navigator } = currentTarget.ownerDocument.defaultView ?? window;
    try {
      await navigator.clipboard.writeText(text());
      say('Copied');
    } catch {
      say('The browser did not allow it');
    }
  };
  return (
    <button type="button" className="tfi-button" onClick={(event) => void copy(event)}>
      <span aria-live="polite">{said || children}</span>
    </button>
  );
}
