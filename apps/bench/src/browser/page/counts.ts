import type { Outcome, RenderKind } from '../page-contract.ts';

const kinds: readonly RenderKind[] = ['message', 'call', 'input row', 'status'];
const counts = new Map<string, number>();
let known: ReadonlyMap<string, number> = new Map();
let commits = 0;
let commitsInFrame = 0;
let mostCommitsInAFrame = 0;
let frames = 0;
let isCounting = false;
const longTasks: number[] = [];

new PerformanceObserver((list) => {
  if (isCounting) longTasks.push(...list.getEntries().map(({ duration }) => duration));
}).observe({ type: 'longtask' });

/** A component calls it each time it renders. */
export function countRender(kind: RenderKind, key: string): void {
  const name = `${kind} ${key}`;
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** The Profiler around the tree calls it. */
export function countCommit(): void {
  commits++;
  mostCommitsInAFrame = Math.max(mostCommitsInAFrame, ++commitsInFrame);
}

/** Forgets what was counted, and takes what has rendered by now for known. */
export function beginCounting(): void {
  known = new Map(counts);
  commits = 0;
  commitsInFrame = 0;
  mostCommitsInAFrame = 0;
  frames = 0;
  longTasks.length = 0;
  isCounting = true;
  requestAnimationFrame(countFrame);
}

/** What was counted since then. */
export function endCounting(): Pick<
  Outcome,
  'commits' | 'frames' | 'mostCommitsInAFrame' | 'renders' | 'longTasks' | 'longTasksMs'
> {
  isCounting = false;
  const renders = Object.fromEntries(kinds.map((kind) => [kind, rendersOf(kind)])) as Outcome['renders'];
  const longTasksMs = longTasks.reduce((sum, duration) => sum + duration, 0);
  return { commits, frames, mostCommitsInAFrame, renders, longTasks: longTasks.length, longTasksMs };
}

function countFrame(): void {
  if (!isCounting) return;
  frames++;
  commitsInFrame = 0;
  requestAnimationFrame(countFrame);
}

function rendersOf(kind: RenderKind): { readonly known: number; readonly fresh: number } {
  const sum = { known: 0, fresh: 0 };
  for (const [name, count] of counts) {
    if (!name.startsWith(`${kind} `)) continue;
    const before = known.get(name);
    if (before === undefined) sum.fresh += count;
    else sum.known += count - before;
  }
  return sum;
}
