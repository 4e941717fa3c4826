import { useCallback, useMemo, useState } from 'react';
import { placeOf, type Moment } from '../moment.ts';
import type { OpenedFile } from '../time/open-file.ts';

/** The log of a thread file, and where in it this panel looks: at its end, until somebody goes elsewhere. */
export function useFileMoment(file: OpenedFile | undefined): Moment | undefined {
  const [look, setLook] = useState<Look>();
  const asked = look && look.file === file ? look.seq : undefined;
  const goTo = useCallback<Moment['goTo']>(
    (to) => {
      if (!file) return;
      const newest = file.timeline.events.length;
      setLook((look) => ({ file, seq: placeOf(to, look?.file === file ? Math.min(look.seq, newest) : newest) }));
    },
    [file],
  );
  const live = useCallback(() => setLook(undefined), []);
  return useMemo((): Moment | undefined => {
    if (!file) return undefined;
    const { definition, timeline } = file;
    const { events } = timeline;
    const seq = Math.min(asked ?? events.length, events.length);
    return {
      agent: undefined,
      definition,
      timeline,
      events,
      seq,
      state: timeline.stateAt(seq),
      isLive: asked === undefined,
      isLoading: false,
      problem: undefined,
      goTo,
      live,
      showEntry: undefined,
    };
  }, [file, asked, goTo, live]);
}

interface Look {
  readonly file: OpenedFile;
  readonly seq: number;
}
