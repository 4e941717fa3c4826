import { useEffect, useState, type RefObject } from 'react';

const NONE: ReadonlySet<string> = new Set();

/**
 * The keys of the rows that a person has in hand: the focus is in them, or a form or a fold is open. What they wrote or opened
 * there is nowhere else.
 */
export function useHeldRows(box: RefObject<HTMLElement | null>): ReadonlySet<string> {
  const [held, setHeld] = useState(NONE);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setHeld((before) => sameOr(before, heldIn(element)));
    // A form that closes takes the focus with it, and React has taken it away by then.
    const lookLater = () => queueMicrotask(look);
    element.addEventListener('focusin', look);
    element.addEventListener('focusout', lookLater);
    element.addEventListener('toggle', look, { capture: true });
    return () => {
      element.removeEventListener('focusin', look);
      element.removeEventListener('focusout', lookLater);
      element.removeEventListener('toggle', look, { capture: true });
    };
  }, [box]);
  return held;
}

function heldIn(box: HTMLElement): ReadonlySet<string> {
  const rows = [...box.querySelectorAll<HTMLElement>('[data-row]')].filter(
    (row) => row.contains(document.activeElement) || row.querySelector('form, details[open]') !== null,
  );
  return new Set(rows.map(({ dataset }) => dataset['row'] ?? ''));
}

function sameOr(before: ReadonlySet<string>, now: ReadonlySet<string>): ReadonlySet<string> {
  return before.size === now.size && [...now].every((key) => before.has(key)) ? before : now;
}
