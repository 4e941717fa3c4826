import { memo, useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react';
import { useMoment } from '../moment.ts';
import { CopyActions } from './copy-actions.tsx';
import { RequestFacts, type RequestFactsProps } from './request-facts.tsx';
import { RequestPicker } from './request-picker.tsx';
import { SectionList, type SectionListProps } from './section-list.tsx';
import { useRequestView } from './use-request-view.ts';
import { useRequests } from './use-requests.ts';
import { useRested } from './use-rested.ts';
import { useTokenCounts } from './use-token-counts.ts';

/** The exact request of a step, made again from the log: what the model read, what it cost, and what changed since the step before. */
export function ContextPane(): ReactNode {
  const moment = useMoment();
  const requests = useRequests(moment);
  const { shown, before, isNext } = requests;
  const asked = useMemo(() => ({ moment, shown, before, isNext }), [moment, shown, before, isNext]);
  // A long context takes more than a frame to be made again, which is not to hold up who moves through the log.
  const made = useDeferredValue(useRested(asked));
  const view = useRequestView(made.moment, made);
  const tokens = useTokenCounts(view.sections);
  const [onlyChanges, setOnlyChanges] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const { rebuilt, comparison } = view;
  const modelId = (made.shown ?? made.before)?.event.modelId;
  if (moment.isLoading) return <p className="tfi-empty">Reading the log…</p>;
  return (
    <div className="tfi-ctx" ref={scroller} role="region" aria-label="Request" aria-busy={made !== asked} tabIndex={0}>
      <div className="tfi-bar tfi-ctx-bar">
        <RequestPicker {...requests} />
        <span className="tfi-spring" />
        {comparison && (
          <button
            type="button"
            className="tfi-button"
            aria-pressed={onlyChanges}
            onClick={() => setOnlyChanges(!onlyChanges)}
          >
            Only changes
          </button>
        )}
      </div>
      {!rebuilt && <p className="tfi-empty">No model was asked up to here.</p>}
      {rebuilt && !rebuilt.ok && (
        <p className="tfi-problem" role="alert">
          The request cannot be made again: {rebuilt.problem}
        </p>
      )}
      {rebuilt?.ok && (
        <Request
          view={view}
          built={rebuilt}
          shown={made.shown}
          modelId={modelId}
          tokens={tokens}
          onlyChanges={onlyChanges && comparison !== undefined}
          scroller={scroller}
        />
      )}
    </div>
  );
}

type RequestProps = RequestFactsProps & SectionListProps;

/** Renders for another request, not for each step of who moves through the log. */
const Request = memo(function Request({ onlyChanges, scroller, ...facts }: RequestProps): ReactNode {
  const { view, built, modelId, tokens } = facts;
  return (
    <>
      <RequestFacts {...facts} />
      <CopyActions request={built.built.request} modelId={modelId} />
      <SectionList view={view} tokens={tokens} onlyChanges={onlyChanges} scroller={scroller} />
    </>
  );
});
