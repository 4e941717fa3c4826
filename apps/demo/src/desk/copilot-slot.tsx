import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { Icon } from '../ui/icon.tsx';

/** What a `CopilotSlot` shows. */
export interface CopilotSlotProps {
  /** Over the page instead of beside it; then it may be closed. */
  readonly isSheet: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The place of the copilot. As a sheet it takes the focus when it opens, and Escape closes it. */
export function CopilotSlot({ isSheet, isOpen, onClose, children }: CopilotSlotProps): ReactNode {
  const closer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isSheet && isOpen) closer.current?.focus();
  }, [isSheet, isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSheet && event.key === 'Escape' && !event.defaultPrevented) onClose();
  };
  return (
    <aside
      id="copilot"
      className="copilot-slot"
      aria-label={labels.copilot.region}
      data-open={isOpen}
      inert={isSheet && !isOpen}
      onKeyDown={onKeyDown}
    >
      {isSheet && (
        <button
          ref={closer}
          type="button"
          className="button-icon copilot-closer"
          aria-label={labels.copilot.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      )}
      {children}
    </aside>
  );
}
