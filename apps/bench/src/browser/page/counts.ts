import type { Outcome, RenderKind } from '../page-contract.ts';

const kinds: readonly RenderKind[] = ['message', 'call', 'finished input row', 'status'];
const counts = new Map<string, number>();
let loaded: ReadonlySet<string> = new Set();
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

/** Takes the messages that have rendered by now for finished: the one to come may well be there before its first delta. */
export function endLoading(): void {
  loaded = new Set(counts.keys());
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
  'commits' | 'frames' | 'mostCommitsInAFrame' | 'rendersThroughEnd' | 'longTasks' | 'longTasksMs'
> {
  isCounting = false;
  const longTasksMs = longTasks.reduce((sum, duration) => sum + duration, 0);
  const rendersThroughEnd = countRenders();
  return { commits, frames, mostCommitsInAFrame, rendersThroughEnd, longTasks: longTasks.length, longTasksMs };
}

/** The renders since then. */
export function countRenders(): Outcome['renders'] {
  return Object.fromEntries(kinds.map((kind) => [kind, rendersOf(kind)])) as Outcome['renders'];
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
    const before = known.get(name) ?? 0;
    const isKnown = kind === 'message' ? loaded.has(name) : before > 0;
    sum[isKnown ? 'known' : 'fresh'] += count - before;
  }
  return sum;
}
