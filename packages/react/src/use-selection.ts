'use client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { isSame } from './is-same.ts';

/**
 * What `select` makes of a snapshot. A selection that `isSame` as the one that is shown is that very one, whoever
 * made it: a selector that is another function at each render costs no render of its own.
 */
export function useSelection<S, T>(source: SnapshotSource<S>, select: (snapshot: S) => T): T {
  const [shown] = useState(nothingShown<T>);
  const [read, readInitial] = useMemo(() => {
    const keep = keeping(select, shown.get);
    return [() => keep(source.getSnapshot()), () => keep(source.getInitialSnapshot())];
  }, [source, select, shown]);
  const value = useSyncExternalStore(source.subscribe, read, readInitial);
  useEffect(() => shown.set({ value }), [shown, value]);
  return value;
}

/** A live agent, or what is seen of it. */
interface SnapshotSource<S> {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => S;
  readonly getInitialSnapshot: () => S;
}

interface Selection<T> {
  readonly value: T;
}

function nothingShown<T>(): { get(): Selection<T> | undefined; set(selection: Selection<T>): void } {
  let shown: Selection<T> | undefined;
  return { get: () => shown, set: (selection) => void (shown = selection) };
}

/** `select`, once for each snapshot, and the selection before that for as long as it is the same. */
function keeping<S, T>(select: (snapshot: S) => T, shown: () => Selection<T> | undefined): (snapshot: S) => T {
  let last: (Selection<T> & { readonly snapshot: S }) | undefined;
  return (snapshot) => {
    if (last?.snapshot === snapshot) return last.value;
    const before = last ?? shown();
    const selected = select(snapshot);
    const value = before && isSame(before.value, selected) ? before.value : selected;
    last = { snapshot, value };
    return value;
  };
}
