import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { Icon } from './icon.tsx';
import './dialog.css';

/** What a `Dialog` shows. */
export interface DialogProps {
  readonly title: string;
  /**
   * `wide` for tables; a `drawer` stands at the side that the copilot is on. Both have a button that closes them. Default a
   * window in the middle with what its children say.
   */
  readonly shape?: 'wide' | 'drawer';
  /** Escape was pressed; the parent stops rendering the dialog. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal window for as long as it is rendered. The browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, shape, onClose, children }: DialogProps): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // A layout effect, because its cleanup comes before the element leaves the page: closing gives the focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const cancel = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog
      ref={element}
      className="dialog"
      data-shape={shape}
      aria-labelledby={titleId}
      onCancel={cancel}
      // It closes this window, and not what is behind it, too.
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
    >
      <h2 id={titleId}>{title}</h2>
      {shape && (
        <button type="button" className="button-icon dialog-closer" aria-label={labels.form.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
      {children}
    </dialog>
  );
}
