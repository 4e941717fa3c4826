import type { Random } from '../two-tabs/random.ts';
import type { Doubts } from './protocol.ts';
import type { Plan } from './run-trial.ts';

const DOUBTS: readonly Doubts[] = ['happened', 'retry', 'give_up'];
/** A person who says what happened passes fewer points than a tool that runs: so many are surely still to come. */
const SLACK = 10;

/** The row of the table for each kind of point, in its order. */
export const PLACES = {
  before: 'before an append',
  onDisk: 'on the disk, not acknowledged',
  acknowledged: 'acknowledged',
  asked: 'the model was asked',
  streaming: 'the model is streaming',
  'look: before': 'in a tool, before its work',
  'look: after': 'in a tool, after its work',
  'note: before': 'in an idempotent tool, before its work',
  'note: after': 'in an idempotent tool, after its work',
  'pay: before': 'in an approved tool, before its work',
  'pay: after': 'in an approved tool, after its work',
  'post: before': 'in an approved idempotent tool, before its work',
  'post: after': 'in an approved idempotent tool, after its work',
  midst: 'in the midst of an append',
  twice: 'anywhere, and its successor anywhere later',
  browser: 'anywhere, with the whole browser',
} as const;

/** One kill at each point of a run that nobody disturbed. */
export function onceAtEach(points: readonly string[]): readonly Plan[] {
  return points.map((point, index) => ({
    threadId: `once-${index + 1}`,
    place: placeOf(point),
    stops: [point],
    doubts: DOUBTS[index % DOUBTS.length] as Doubts,
  }));
}

/** A kill while each append is under way: whether it reached the disk, nobody knows. */
export function inTheMidst(points: readonly string[]): readonly Plan[] {
  const appends = points.filter((point) => placeOf(point) === PLACES.before);
  return appends.map((point, index) => ({
    threadId: `midst-${index + 1}`,
    place: PLACES.midst,
    stops: [point],
    stopKind: 'say',
    doubts: DOUBTS[index % DOUBTS.length] as Doubts,
  }));
}

/** Pairs: the second worker is killed at a later point, too. */
export function twice(points: readonly string[], count: number, random: Random): readonly Plan[] {
  return Array.from({ length: count }, (_, index) => {
    const first = random.below(points.length - SLACK - 1);
    const then = 1 + random.below(points.length - first - SLACK);
    return {
      threadId: `twice-${index + 1}`,
      place: PLACES.twice,
      stops: [points[first] as string, then],
      doubts: random.pick(DOUBTS),
    };
  });
}

function placeOf(point: string): string {
  const name = point.slice(0, point.lastIndexOf(' #'));
  if (name.startsWith('append ')) {
    if (name.endsWith(': before')) return PLACES.before;
    return name.endsWith(': on the disk') ? PLACES.onDisk : PLACES.acknowledged;
  }
  if (name.startsWith('model: ')) return name === 'model: asked' ? PLACES.asked : PLACES.streaming;
  const place = Object.entries(PLACES).find(([key]) => key === name)?.[1];
  if (place === undefined) throw new Error(`There is no row for the point "${point}".`);
  return place;
}
