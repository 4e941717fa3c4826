import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

/** This close to the end counts as the end. */
const SLACK_PX = 32;

/** For so long after going to the end, rows that get their heights may move the view: that is nobody scrolling up. */
const SETTLING_MS = 500;
/** What a person scrolls with. */
const BY_HAND = ['wheel', 'touchmove', 'keydown', 'pointerdown', 'focusin'] as const;

/** Keeps the end of a growing list in view, until the person scrolls up; `toEnd` goes back there, `stick` only until then. */
export function useStickToEnd(): {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: boolean;
  readonly toEnd: () => void;
  readonly stick: () => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const settledAtMs = useRef(0);
  const [isAtEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (isSayingAnew()) return;
    sticks.current = true;
    settledAtMs.current = performance.now() + SETTLING_MS;
    setAtEnd(true);
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  const stick = useCallback(() => {
    const box = scroller.current;
    if (box && sticks.current) box.scrollTop = box.scrollHeight;
  }, []);

  useEffect(() => {
    const box = scroller.current;
    const list = content.current;
    if (!box || !list) return;
    let lastTop = box.scrollTop;
    const onScroll = () => {
      // What grows below moves nothing; only a person scrolls up.
      if (isAtEndOf(box)) sticks.current = true;
      else if (box.scrollTop < lastTop) {
        if (performance.now() > settledAtMs.current) sticks.current = false;
        else if (sticks.current) box.scrollTop = box.scrollHeight;
      }
      lastTop = box.scrollTop;
      setAtEnd(sticks.current);
    };
    // A card that a person is taken to stays where they can see all of it.
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      if (isSayingAnew()) sticks.current = false;
      const card = target.closest('[data-call]');
      if (!card) return;
      const toEndPx = list.getBoundingClientRect().bottom - card.getBoundingClientRect().top;
      if (toEndPx > box.clientHeight) sticks.current = false;
    };
    const byHand = () => (settledAtMs.current = 0);
    for (const type of BY_HAND) box.addEventListener(type, byHand, { passive: true });
    const observer = new ResizeObserver(() => {
      if (sticks.current) box.scrollTop = box.scrollHeight;
      else setAtEnd(isAtEndOf(box));
    });
    box.addEventListener('scroll', onScroll, { passive: true });
    list.addEventListener('focusin', onFocus);
    // With its padding, where room is kept for what calls for the person.
    observer.observe(list, { box: 'border-box' });
    observer.observe(box);
    return () => {
      for (const type of BY_HAND) box.removeEventListener(type, byHand);
      box.removeEventListener('scroll', onScroll);
      list.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, []);

  return { scroller, content, isAtEnd, toEnd, stick };
}

/** Who says a message anew keeps it before them, whatever grows. */
function isSayingAnew(): boolean {
  return Boolean(document.activeElement?.closest('.message-edit'));
}

function isAtEndOf(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight <= SLACK_PX;
}
