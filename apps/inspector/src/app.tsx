import { NOTHING_RECORDED, type RecordingView } from '@twelvefold/inspector/protocol';
import { useCallback, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Columns } from './columns.tsx';
import { ConnectHelp } from './connect-help.tsx';
import { Header } from './header.tsx';
import { lookAt, LookingContext, type Choice, type Looking } from './looking.ts';
import { Senders } from './senders.tsx';
import type { Sources } from './sources.ts';

export function App({ sources }: { readonly sources: Sources }): ReactNode {
  const { recording } = sources;
  const newest = useSyncExternalStore(recording.subscribe, recording.get);
  const [paused, setPaused] = useState<RecordingView>();
  const [choice, choose] = useState<Choice>({});
  const view = paused ?? newest;

  const pick = useCallback((actorKey: string) => choose({ actorKey }), []);
  const goTo = useCallback<Looking['goTo']>(({ id, actorKey }) => choose({ actorKey, rowId: id }), []);
  const live = useCallback(() => choose(({ actorKey }) => (actorKey === undefined ? {} : { actorKey })), []);
  const looking = useMemo(
    (): Looking => ({ view, ...lookAt(view, choice), pick, goTo, live }),
    [view, choice, pick, goTo, live],
  );
  const isEmpty = view.actors.length === 0 && view.rows.length === 0;

  return (
    <LookingContext value={looking}>
      <div className="tfi-panel app">
        <Header
          sources={sources}
          isPaused={paused !== undefined}
          missed={paused ? countSince(paused, newest) : 0}
          onPause={() => setPaused(paused ? undefined : newest)}
          onClear={() => {
            recording.clear();
            choose({});
            if (paused) setPaused(NOTHING_RECORDED);
          }}
        />
        <Senders sources={sources} />
        <main className="app-main">{isEmpty ? <ConnectHelp sources={sources} /> : <Columns />}</main>
      </div>
    </LookingContext>
  );
}

/** How many rows were recorded since then. */
function countSince(then: RecordingView, now: RecordingView): number {
  return Math.max(0, (now.rows.at(-1)?.id ?? 0) - (then.rows.at(-1)?.id ?? 0));
}
