import type { Point } from './layout.ts';

const ROUND_PX = 9;

/** The way through some points as an SVG path, its corners rounded. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map((point, index) => {
    const [before, after] = [points[index] ?? first, rest[index + 1]];
    if (!after) return `L${at(point)}`;
    const into = towards(point, before, Math.min(ROUND_PX, distance(before, point) / 2));
    const out = towards(point, after, Math.min(ROUND_PX, distance(point, after) / 2));
    return `L${at(into)}Q${at(point)} ${at(out)}`;
  });
  return `M${at(first)}${parts.join('')}`;
}

/** A head for the end of a way: the points of a triangle, or none where there is no way. */
export function arrowOf(points: readonly Point[]): string | undefined {
  const [before, end] = [points.at(-2), points.at(-1)];
  if (!before || !end) return undefined;
  const long = distance(before, end);
  if (long === 0) return undefined;
  const [dx, dy] = [(end.x - before.x) / long, (end.y - before.y) / long];
  const back = { x: end.x - dx * 9, y: end.y - dy * 9 };
  return [end, { x: back.x - dy * 4, y: back.y + dx * 4 }, { x: back.x + dy * 4, y: back.y - dx * 4 }]
    .map(at)
    .join(' ');
}

function towards(from: Point, to: Point, by: number): Point {
  const long = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / long) * by, y: from.y + ((to.y - from.y) / long) * by };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
