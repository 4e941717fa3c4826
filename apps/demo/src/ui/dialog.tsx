import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import './dialog.css';

/** What a `Dialog` shows. */
export interface DialogProps {
  readonly title: string;
  /** Escape was pressed; the parent stops rendering the dialog. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal window for as long as it is rendered. The browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, onClose, children }: DialogProps): ReactNode {
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
    <dialog ref={element} className="dialog" aria-labelledby={titleId} onCancel={cancel}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
