import type { ChartLine, Row } from './drawing-of.ts';

/** Where everything of a chart stands, in CSS pixels from the upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The root first, parents before their children. */
  readonly boxes: readonly Box[];
  readonly lines: readonly LaidLine[];
  /** Where lines from a composite to something inside of it begin. */
  readonly ports: readonly (Point & { readonly id: string })[];
}

export interface Rect {
  /** The left edge, as `y` is the upper one. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box extends Rect {
  readonly id: string;
  readonly rows: readonly Row[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LaidLine {
  readonly line: ChartLine;
  /** From the edge of one box to the edge of the other, at least two. */
  readonly points: readonly Point[];
  /** Where its words stand. */
  readonly label: Rect;
}

/** Which way a chart grows; `both` puts half of what hangs on a router before it. */
export interface Shape {
  readonly rankdir: 'LR' | 'TB';
  readonly isSplit: boolean;
}

/** Below this, words are hard to read: what does not fit is panned to. */
export const LEAST_SCALE = 0.7;
const LARGEST_SCALE = 1.25;

/** How large a layout is shown where this much room is. */
export function fitScale(layout: Layout, room: { readonly width: number; readonly height: number }): number {
  const whole = Math.min(room.width / layout.width, room.height / layout.height, LARGEST_SCALE);
  if (whole >= LEAST_SCALE) return whole;
  // Too high for the room: as wide as it may be, but not so that little of it is left.
  return Math.max(LEAST_SCALE, Math.min(1, room.width / layout.width, whole * 1.4));
}

/**
 * The layout to show in this room: the largest of those that fit as a whole, or else the one of which most is seen at the
 * least scale, and rather from top to bottom than from side to side.
 */
export function bestLayout(
  layouts: readonly [Layout, ...Layout[]],
  room: { readonly width: number; readonly height: number },
): Layout {
  const rate = (layout: Layout): number => {
    const [wide, high] = [room.width / layout.width, room.height / layout.height];
    const whole = Math.min(wide, high, LARGEST_SCALE);
    if (whole >= LEAST_SCALE) return 10 + whole;
    return 2 * Math.min(1, wide / LEAST_SCALE) + Math.min(1, high / LEAST_SCALE);
  };
  return layouts.reduce((best, layout) => (rate(layout) > rate(best) ? layout : best));
}
