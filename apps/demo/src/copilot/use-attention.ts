import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import { labels } from '../labels.ts';
import { useNotify } from '../ui/notices.tsx';
import { isOccupied } from './attention.ts';

/** As much of a card as counts as all of it: pixels are parts of pixels. */
const WHOLE = 0.98;

/** What `useAttention` needs to know. */
export interface AttentionOptions {
  /** What waits for the person, the first one first. */
  readonly waiting: readonly string[];
  /** Whether it is known yet what waits. */
  readonly isReady: boolean;
  /** Whether the person came for it: then they are taken to what waited already, too. */
  readonly takesFocus: boolean;
  readonly root: RefObject<HTMLElement | null>;
  readonly composer: RefObject<HTMLTextAreaElement | null>;
}

/**
 * Moves the focus to what waits for the person as soon as it waits, unless that would interrupt them, and back to the
 * composer when nothing waits any more. While they are elsewhere, and do not see the whole of it, `isCalling` is true; Alt+A
 * always goes there.
 */
export function useAttention({ waiting, isReady, takesFocus, root, composer }: AttentionOptions): {
  readonly isCalling: boolean;
  /** Whether a part of what waits is scrolled away: only then may there be a call. The focus changes nothing about it. */
  readonly isOutOfView: boolean;
  readonly goThere: () => void;
} {
  const first = waiting[0];
  const before = useRef<string | undefined>(undefined);
  const hasLooked = useRef(takesFocus);
  const notify = useNotify();
  const focusedCall = useSyncExternalStore(subscribeToFocus, idOfFocusedCall);
  const goThere = useCallback(() => {
    if (first !== undefined) focusCard(root.current, first);
  }, [first, root]);

  // Before the page is painted, so that nobody is called to where they are about to be.
  useLayoutEffect(() => {
    if (!isReady) return;
    const isOld = !hasLooked.current;
    hasLooked.current = true;
    if (first === before.current) return;
    const hadOne = before.current !== undefined;
    before.current = first;
    const focused = document.activeElement;
    const isLost = !focused || focused === document.body;
    if (first === undefined) {
      if (hadOne && isLost) composer.current?.focus({ preventScroll: true });
      return;
    }
    if (root.current?.closest('[inert]')) notify(labels.copilot.log.waits);
    if (!isOld && !isOccupied(focused, composer.current)) focusCard(root.current, first);
  }, [first, isReady, root, composer, notify]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // By its place on the keyboard: with Alt some layouts write another letter.
      if (first === undefined || event.code !== 'KeyA' || !event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      goThere();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [first, goThere]);

  const isOutOfView = useIsOutOfView(root, first);
  const isThere = focusedCall !== undefined && waiting.includes(focusedCall);
  return { isCalling: isOutOfView && !isThere, isOutOfView, goThere };
}

function focusCard(root: HTMLElement | null, id: string): void {
  const card = findCard(root, id);
  card?.focus({ preventScroll: true });
  const isTall = card && card.offsetHeight > (root?.clientHeight ?? 0) / 2;
  card?.scrollIntoView({ block: isTall ? 'start' : 'nearest' });
}

function findCard(root: HTMLElement | null, id: string): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-call="${CSS.escape(id)}"]`) ?? null;
}

/** Whether any part of a card is scrolled away. Before that is known it is not. */
function useIsOutOfView(root: RefObject<HTMLElement | null>, id: string | undefined): boolean {
  const [seen, setSeen] = useState<{ readonly id: string; readonly isWhole: boolean }>();
  useEffect(() => {
    const card = id === undefined ? null : findCard(root.current, id);
    if (id === undefined || !card) return;
    const observer = new IntersectionObserver(
      (entries) => setSeen({ id, isWhole: (entries.at(-1)?.intersectionRatio ?? 0) >= WHOLE }),
      { root: card.closest('[role=log]'), threshold: [0, WHOLE] },
    );
    observer.observe(card);
    return () => observer.disconnect();
  }, [root, id]);
  return seen !== undefined && seen.id === id && !seen.isWhole;
}

function subscribeToFocus(listener: () => void): () => void {
  document.addEventListener('focusin', listener);
  document.addEventListener('focusout', listener);
  return () => {
    document.removeEventListener('focusin', listener);
    document.removeEventListener('focusout', listener);
  };
}

function idOfFocusedCall(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-call]')?.dataset['call'];
}
