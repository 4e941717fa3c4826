import type { ReactNode } from 'react';

/** In the place of a panel whose code could not be fetched: the app goes on. */
export function MissingPanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <p
      role="alert"
      style={{
        position: 'fixed',
        insetBlockEnd: 0,
        insetInlineStart: 0,
        margin: 0,
        padding: '0.5rem 1rem',
        background: 'Canvas',
        color: 'CanvasText',
        border: '1px solid',
      }}
    >
      The inspector could not be fetched. Reload the page to try again.{' '}
      <button type="button" onClick={onClose}>
        Close
      </button>
    </p>
  );
}
