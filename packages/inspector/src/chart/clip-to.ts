import type { Point, Rect } from './layout.ts';

/** A way that begins inside of a box, from where it leaves it for the last time. */
export function clipTo(box: Rect, points: readonly Point[]): readonly Point[] {
  const last = points.findLastIndex((point) => isIn(box, point));
  const [inside, outside] = [points[last], points[last + 1]];
  if (!inside || !outside) return points;
  return [crossing(box, inside, outside), ...points.slice(last + 1)];
}

function isIn({ x, y, width, height }: Rect, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

/** Where the way from a point inside to one outside meets the edge. */
function crossing({ x, y, width, height }: Rect, from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const shares = [
    dx > 0 ? (x + width - from.x) / dx : dx < 0 ? (x - from.x) / dx : 1,
    dy > 0 ? (y + height - from.y) / dy : dy < 0 ? (y - from.y) / dy : 1,
  ];
  const share = Math.max(0, Math.min(...shares, 1));
  return { x: from.x + dx * share, y: from.y + dy * share };
}
