import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import type { Layout, Rect } from './layout.ts';
import type { Room } from './use-room.ts';
import { fitView, withInView, zoomed, type View } from './view.ts';

const STEP_PX = 48;
const ZOOM = 1.25;

/** How a drawing is looked at, and what moves it. */
export interface UseView {
  readonly view: View;
  readonly isFit: boolean;
  readonly zoom: (by: number) => void;
  readonly fit: () => void;
  readonly show: (rect: Rect) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
}

/** Fits a drawing into its room until somebody moves it, and keeps what is around a place of it in sight. */
export function useView(
  ref: RefObject<HTMLElement | null>,
  layout: Layout,
  room: Room,
  around: Rect | undefined,
): UseView {
  const [chosen, setChosen] = useState<Chosen>();
  const held = useRef<{ readonly x: number; readonly y: number; readonly view: View }>(undefined);
  // A layout of another shape is seen as a whole first.
  const own = chosen?.layout === layout ? chosen : undefined;
  const isOld = own && around && own.around !== around;
  const view = !own ? fitView(layout, room, around) : isOld ? withInView(own.view, room, around) : own.view;
  const setView = useCallback((next: View) => setChosen({ layout, around, view: next }), [layout, around]);
  const fit = useCallback(() => setChosen(undefined), []);
  const zoom = (by: number, at = { x: room.width / 2, y: room.height / 2 }): void => setView(zoomed(view, by, at));
  const wheel = useRef(zoom);
  useEffect(() => {
    wheel.current = zoom;
  });

  // React listens to wheels in a way that does not let them be taken.
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      wheel.current(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [ref]);

  return {
    view,
    isFit: own === undefined,
    zoom,
    fit,
    show: (rect) => {
      const next = withInView(view, room, rect);
      if (next.x !== view.x || next.y !== view.y) setView(next);
    },
    onKeyDown: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const [dx, dy] = ARROWS[event.key] ?? [0, 0];
      const isOwn = event.target === event.currentTarget;
      if (event.key === '+' || event.key === '=') zoom(ZOOM);
      else if (event.key === '-') zoom(1 / ZOOM);
      else if (event.key === '0') fit();
      else if (isOwn && (dx !== 0 || dy !== 0))
        setView({ ...view, x: view.x + dx * STEP_PX, y: view.y + dy * STEP_PX });
      else return;
      event.preventDefault();
    },
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      held.current = { x: event.clientX, y: event.clientY, view };
    },
    onPointerMove: (event) => {
      const from = held.current;
      if (!from) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) {
        // A press that hardly moves is a click.
        if (Math.hypot(dx, dy) < 4) return;
        event.currentTarget.setPointerCapture(event.pointerId);
      }
      setView({ ...from.view, x: from.view.x + dx, y: from.view.y + dy });
    },
    onPointerUp: () => {
      held.current = undefined;
    },
  };
}

/** A view that somebody moved to, and for what. */
interface Chosen {
  readonly layout: Layout;
  readonly around: Rect | undefined;
  readonly view: View;
}

/** Where the drawing goes: what is to the right comes into sight with the right arrow. */
const ARROWS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
