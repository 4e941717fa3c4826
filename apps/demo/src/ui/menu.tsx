import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './menu.css';

/** One thing that can be done. */
export interface MenuItem {
  readonly icon: IconName;
  readonly label: string;
  readonly onSelect: () => void;
  /** Cannot be undone. */
  readonly isDangerous?: boolean;
}

/** What a `Menu` shows. */
export interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** A button that opens a list of things to do. Arrows move in it, Escape closes it and gives the focus back. */
export function Menu({ label, items }: MenuProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  useEffect(() => {
    if (isOpen) focusItem(list.current, 0);
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    const step = STEPS[event.key];
    if (event.key === 'Escape') close();
    else if (step !== undefined) focusItem(list.current, step(indexOfFocus(list.current), items.length));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="menu"
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="button-icon"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div ref={list} id={listId} role="menu" aria-label={label} className="menu-list">
          {items.map(({ icon, label: text, onSelect, isDangerous }) => (
            <button
              key={text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="menu-item"
              data-dangerous={isDangerous}
              onClick={() => {
                close();
                onSelect();
              }}
            >
              <Icon name={icon} />
              {text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Where each key goes from an item, of so many. */
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function itemsIn(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function focusItem(list: HTMLElement | null, index: number): void {
  itemsIn(list)[index]?.focus();
}

function indexOfFocus(list: HTMLElement | null): number {
  return itemsIn(list).findIndex((item) => item === document.activeElement);
}
