/*
 * Time as it is drawn: to scale while something works, with a break where hours went by and nothing did.
 *
 *   log     09:00:00 ── 09:00:04 ──────── 11:30 ──────── 11:30:02
 *   drawn   |   4 s             |⫽ 2 h 30 min ⫽|   2 s         |
 */

/** A time span in which something worked. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A part of the time that is drawn; `from` and `to` are parts of the whole width. */
export interface Stretch extends Span {
  readonly from: number;
  readonly to: number;
  readonly isBreak: boolean;
}

export interface TimeScale {
  /** In order, without gaps. */
  readonly stretches: readonly Stretch[];
  /** Where a time is drawn, from 0 to 1. */
  readonly at: (ms: number) => number;
}

/** No gap below this one is worth a break. */
const LEAST_BREAK_MS = 1_000;

/** The scale on which these are seen, whatever lies between them. `whole` is what is drawn. */
export function toTimeScale(work: readonly Span[], whole: Span): TimeScale {
  const busy = joined(inside(work, whole));
  const busyMs = busy.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  // Twice what is usual at a stretch, however long the log is.
  const breakMs = Math.max(LEAST_BREAK_MS, (2 * busyMs) / Math.max(busy.length, 1));
  // However many breaks there are, work has most of the width.
  const pieces = cut(busy, whole, breakMs);
  const breaks = pieces.filter(({ isBreak }) => isBreak).length;
  const keptMs = pieces.reduce((sum, { isBreak, fromMs, toMs }) => sum + (isBreak ? 0 : toMs - fromMs), 0);
  const drawnBreakMs = Math.min(breakMs / 4, (keptMs || 1) / (2 * Math.max(breaks, 1)));
  const totalMs = keptMs + breaks * drawnBreakMs || 1;

  const stretches: Stretch[] = [];
  let drawnMs = 0;
  for (const piece of pieces) {
    const from = drawnMs / totalMs;
    drawnMs += piece.isBreak ? drawnBreakMs : piece.toMs - piece.fromMs;
    stretches.push({ ...piece, from, to: drawnMs / totalMs });
  }
  return { stretches, at: (ms) => place(stretches, ms) };
}

/** The spans in order, those that touch as one. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const united: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = united.at(-1);
    if (last && span.fromMs <= last.toMs) united[united.length - 1] = { ...last, toMs: Math.max(last.toMs, span.toMs) };
    else united.push(span);
  }
  return united;
}

/** A time that is marked at the axis. */
export interface Tick {
  readonly ms: number;
  readonly at: number;
}

const STEPS = [1, 2, 5];

/** Marks for a scale of which about `count` fit, at round times since `zeroMs`; each stretch behind a break has one at its start. */
export function toTicks({ stretches }: TimeScale, zeroMs: number, count: number): readonly Tick[] {
  const kept = stretches.filter(({ isBreak }) => !isBreak);
  const keptMs = kept.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const stepMs = roundStep(keptMs / Math.max(count, 1));
  const least = 0.75 / Math.max(count, 1);
  const ticks: Tick[] = [];
  const add = (ms: number, at: number): void => {
    if (at - (ticks.at(-1)?.at ?? -1) >= least) ticks.push({ ms, at });
  };
  for (const { fromMs, toMs, from, to } of kept) {
    add(fromMs, from);
    const first = Math.ceil((fromMs - zeroMs) / stepMs) * stepMs + zeroMs;
    for (let ms = first; ms <= toMs; ms += stepMs) add(ms, from + ((ms - fromMs) / (toMs - fromMs || 1)) * (to - from));
  }
  return ticks;
}

/** Seconds go by tens, minutes and hours by sixties. */
function roundStep(ms: number): number {
  const unit = [86_400_000, 3_600_000, 60_000].find((size) => ms > size / 3);
  if (unit !== undefined) {
    const parts =
      unit === 86_400_000
        ? [1, 2, 7, 14, 30, 90, 365]
        : unit === 3_600_000
          ? [0.5, 1, 2, 3, 6, 12, 24]
          : [0.5, 1, 2, 5, 10, 20];
    return unit * (parts.find((part) => part * unit >= ms) ?? Math.ceil(ms / unit));
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(ms, 1)));
  return power * (STEPS.find((step) => step * power >= ms) ?? 10);
}

function place(stretches: readonly Stretch[], ms: number): number {
  const found = stretches.find(({ toMs }) => ms <= toMs) ?? stretches.at(-1);
  if (!found) return 0;
  const { fromMs, toMs, from, to } = found;
  const part = toMs === fromMs ? 0 : (ms - fromMs) / (toMs - fromMs);
  return from + Math.min(Math.max(part, 0), 1) * (to - from);
}

/** The spans as far as they lie in `whole`. */
function inside(spans: readonly Span[], whole: Span): readonly Span[] {
  return spans
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, whole.fromMs), toMs: Math.min(toMs, whole.toMs) }))
    .filter(({ fromMs, toMs }) => fromMs <= toMs);
}

/** The whole, cut where nothing worked for longer than `breakMs`. */
function cut(busy: readonly Span[], whole: Span, breakMs: number): readonly (Span & { readonly isBreak: boolean })[] {
  const pieces: (Span & { readonly isBreak: boolean })[] = [];
  let keptFrom = whole.fromMs;
  let workedTo = whole.fromMs;
  const keep = (toMs: number): void => void pieces.push({ fromMs: keptFrom, toMs, isBreak: false });
  for (const { fromMs, toMs } of [...busy, { fromMs: whole.toMs, toMs: whole.toMs }]) {
    if (fromMs - workedTo > breakMs) {
      if (workedTo > keptFrom || pieces.length === 0) keep(workedTo);
      pieces.push({ fromMs: workedTo, toMs: fromMs, isBreak: true });
      keptFrom = fromMs;
    }
    workedTo = Math.max(workedTo, toMs);
  }
  keep(Math.max(whole.toMs, keptFrom));
  return pieces;
}
