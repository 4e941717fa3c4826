/*
 * What part of a drawing is seen, and how large: `place on screen = place in the drawing × scale + x`.
 */
import { fitScale, type Layout, type Rect } from './layout.ts';
import type { Room } from './use-room.ts';

export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const SMALLEST = 0.15;
const LARGEST = 4;
/** Between what is looked for and the edge. */
const EDGE_PX = 24;

/** All of a drawing where it can be read, or else what is around a place in it. */
export function fitView(layout: Layout, room: Room, around: Rect | undefined): View {
  const scale = fitScale(layout, room);
  const along = (size: number, given: number, center: number): number =>
    size * scale <= given ? (given - size * scale) / 2 : clamp(given / 2 - center * scale, given - size * scale, 0);
  const { x, y, width, height } = around ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    x: along(layout.width, room.width, x + width / 2),
    y: along(layout.height, room.height, y + height / 2),
    scale,
  };
}

/** The same place stays under the pointer, or in the middle. */
export function zoomed(view: View, by: number, at: { readonly x: number; readonly y: number }): View {
  const scale = clamp(view.scale * by, SMALLEST, LARGEST);
  const share = scale / view.scale;
  return { x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share, scale };
}

/** Moved just so far that a place is seen. */
export function withInView(view: View, room: Room, { x, y, width, height }: Rect): View {
  return {
    ...view,
    x: view.x + missing(view.x + x * view.scale, width * view.scale, room.width),
    y: view.y + missing(view.y + y * view.scale, height * view.scale, room.height),
  };
}

function missing(start: number, size: number, room: number): number {
  if (start < EDGE_PX) return EDGE_PX - start;
  const over = start + size - (room - EDGE_PX);
  return over > 0 ? -Math.min(over, start - EDGE_PX) : 0;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
