import { useEffect, useEffectEvent, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { Icon } from '../ui/icon.tsx';

/** What a `CopilotSlot` shows. */
export interface CopilotSlotProps {
  /** Over the page instead of beside it; then it may be closed. */
  readonly isSheet: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** It became a sheet while somebody was in it, who stays there. */
  readonly onStay: () => void;
  readonly children: ReactNode;
}

/** The place of the copilot. As a sheet it takes the focus when it opens, and Escape closes it. */
export function CopilotSlot({ isSheet, isOpen, onClose, onStay, children }: CopilotSlotProps): ReactNode {
  const closer = useRef<HTMLButtonElement>(null);
  const slot = useRef<HTMLElement>(null);
  const stay = useEffectEvent(onStay);
  // Before the page is painted: what is inert loses the focus, and a window in it is dead.
  useLayoutEffect(() => {
    if (isSheet && isUsed(slot.current)) stay();
  }, [isSheet]);
  useEffect(() => {
    if (isSheet && isOpen && !isUsed(slot.current)) closer.current?.focus();
  }, [isSheet, isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSheet && event.key === 'Escape' && !event.defaultPrevented) onClose();
  };
  return (
    <aside
      ref={slot}
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

function isUsed(slot: HTMLElement | null): boolean {
  return slot !== null && (slot.contains(document.activeElement) || slot.querySelector('dialog[open]') !== null);
}
