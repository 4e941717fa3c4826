import { useMemo, useState, type ReactNode } from 'react';
import { JsonTree } from '../json/json-tree.tsx';
import { countOf } from '../json/preview-json.ts';
import { Tree } from '../json/tree.tsx';
import { useMoment } from '../moment.ts';
import { CompareWith } from './compare-with.tsx';
import { seqComparedWith, type ComparedWith } from './compared-with.ts';
import { countChanges, diffJson } from './diff-json.ts';
import { diffNode } from './diff-node.ts';

/** The folded state at the moment, or what is not the same in it and another one: from the earlier to the later. */
export function StatePane(): ReactNode {
  const { state, timeline, events, seq } = useMoment();
  const [isCompared, setCompared] = useState(false);
  const [other, compareWith] = useState<ComparedWith>({ kind: 'event-before' });
  const otherSeq = seqComparedWith(events, seq, other);
  const [from, to] = [Math.min(seq, otherSeq), Math.max(seq, otherSeq)];
  const diff = useMemo(
    () => (isCompared ? diffJson(timeline.stateAt(from), timeline.stateAt(to)) : undefined),
    [isCompared, timeline, from, to],
  );
  const root = useMemo(() => diff && diffNode(diff, { key: '', name: 'state', path: '' }), [diff]);
  return (
    <div className="tfi-state">
      <div className="tfi-bar tfi-state-bar">
        <div className="tfi-choice" role="group" aria-label="What is shown of the state">
          <button type="button" className="tfi-button" aria-pressed={!isCompared} onClick={() => setCompared(false)}>
            State
          </button>
          <button type="button" className="tfi-button" aria-pressed={isCompared} onClick={() => setCompared(true)}>
            Changes
          </button>
        </div>
        {isCompared && <CompareWith other={other} otherSeq={otherSeq} onChange={compareWith} />}
        <span className="tfi-spring" />
        <span className="tfi-quiet" role={isCompared ? 'status' : undefined}>
          {isCompared
            ? `${countOf(countChanges(diff), 'change')} from ${from} to ${to}`
            : seq === 0
              ? 'before the first event'
              : `behind event ${seq}`}
        </span>
      </div>
      {!isCompared ? (
        <JsonTree value={state} name="state" label="State" />
      ) : root ? (
        <Tree root={root} label={`Changes of the state from event ${from} to event ${to}`} />
      ) : (
        <p className="tfi-empty">Nothing differs.</p>
      )}
    </div>
  );
}
