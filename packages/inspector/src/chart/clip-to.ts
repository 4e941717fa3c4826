import type { Point, Rect } from './layout.ts';

/**
 * A way that begins inside of a box, from where it leaves it for the last time; or from its words, where those stand inside:
 * what leads out of a composite is then written into it.
 */
export function clipTo(box: Rect, points: readonly Point[], label: Rect): readonly Point[] {
  const words = { x: label.x + label.width / 2, y: label.y + label.height / 2 };
  if (isIn(box, words)) {
    const from = points.findLastIndex(({ x, y }) => Math.hypot(x - words.x, y - words.y) < 1);
    if (from >= 0 && from < points.length - 1) return points.slice(from);
  }
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
