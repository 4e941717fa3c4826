import type { AgentDefinition, State } from '@twelvefold/core';
import { useMemo } from 'react';
import type { Moment } from '../moment.ts';
import { compareRequests, type Compared, type Comparison } from './compare-requests.ts';
import type { LoggedRequest } from './list-requests.ts';
import { toPrefixText, type PrefixText } from './prefix-text.ts';
import { rebuildRequest, type Rebuilt } from './rebuild-request.ts';
import { toSections, type Section } from './section.ts';
import type { UseRequests } from './use-requests.ts';

/** A request, made again, beside the one before it. */
export interface RequestView {
  /** Nothing where no request is shown. */
  readonly rebuilt: Rebuilt | undefined;
  readonly sections: readonly Section[];
  /** The sections, and those of the step before that are gone. */
  readonly compared: readonly Compared[];
  readonly comparison: Comparison | undefined;
  readonly prefix: PrefixText | undefined;
}

/** Makes the shown request and the one of the step before again; only when another one is shown. */
export function useRequestView(
  { definition, timeline, state }: Moment,
  { shown, before, isNext }: Pick<UseRequests, 'shown' | 'before' | 'isNext'>,
): RequestView {
  // A request is refused where the thread went on while it was made: it was made in the state right before it.
  const madeIn = (request: LoggedRequest | undefined): State | undefined =>
    request && timeline.stateAt(request.event.seq - 1);
  const after = useRebuilt(definition, isNext ? state : madeIn(shown), shown);
  const earlier = useRebuilt(definition, madeIn(before), before);
  return useMemo(() => {
    const sections = sectionsOf(after);
    const comparison = after?.ok && earlier?.ok ? compareRequests(sectionsOf(earlier), sections) : undefined;
    const versions = { before: versionOf(earlier), after: versionOf(after) };
    return {
      rebuilt: after,
      sections,
      compared: comparison?.sections ?? sections.map((section): Compared => ({ change: 'same', section })),
      comparison,
      prefix: comparison && toPrefixText(comparison, versions),
    };
  }, [earlier, after]);
}

function useRebuilt(
  definition: AgentDefinition,
  state: State | undefined,
  request: LoggedRequest | undefined,
): Rebuilt | undefined {
  const logged = request?.event;
  return useMemo(() => state && rebuildRequest(definition, state, logged), [definition, state, logged]);
}

function sectionsOf(rebuilt: Rebuilt | undefined): readonly Section[] {
  return rebuilt?.ok ? toSections(rebuilt.built.request) : [];
}

function versionOf(rebuilt: Rebuilt | undefined): string {
  return rebuilt?.ok ? rebuilt.built.promptVersion : '';
}
