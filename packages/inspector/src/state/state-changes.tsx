import { useMemo, useState, type ReactNode } from 'react';
import { countOf } from '../json/preview-json.ts';
import { Tree } from '../json/tree.tsx';
import { useMoment } from '../moment.ts';
import { seqComparedWith, type ComparedWith } from './compared-with.ts';
import { countChanges, diffJson } from './diff-json.ts';
import { diffNode } from './diff-node.ts';

const CHOICES: readonly { readonly kind: ComparedWith['kind']; readonly words: string }[] = [
  { kind: 'event-before', words: 'the event before' },
  { kind: 'step-before', words: 'before this step' },
  { kind: 'start', words: 'the start' },
  { kind: 'event', words: 'event …' },
];

/** What is not the same in two states of the log, from the earlier one to the later one. */
export function StateChanges(): ReactNode {
  const { timeline, events, seq } = useMoment();
  const [other, compareWith] = useState<ComparedWith>({ kind: 'event-before' });
  const otherSeq = seqComparedWith(events, seq, other);
  const [from, to] = [Math.min(seq, otherSeq), Math.max(seq, otherSeq)];
  const diff = useMemo(() => diffJson(timeline.stateAt(from), timeline.stateAt(to)), [timeline, from, to]);
  const root = useMemo(() => diff && diffNode(diff, { key: '', name: 'state', path: '' }), [diff]);
  const choose = (kind: string): void => {
    const chosen = CHOICES.find((choice) => choice.kind === kind)?.kind;
    if (chosen) compareWith(chosen === 'event' ? { kind: chosen, seq: otherSeq } : { kind: chosen });
  };
  return (
    <>
      <div className="tfi-bar tfi-state-compare">
        <label>
          Compare with{' '}
          <select className="tfi-field" value={other.kind} onChange={(event) => choose(event.target.value)}>
            {CHOICES.map(({ kind, words }) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {other.kind === 'event' && (
          <input
            className="tfi-field tfi-state-seq"
            type="number"
            aria-label="Event to compare with"
            min={0}
            max={events.length}
            value={other.seq}
            onChange={(event) => compareWith({ kind: 'event', seq: event.target.valueAsNumber || 0 })}
          />
        )}
        <span className="tfi-spring" />
        <span className="tfi-quiet" role="status">
          {countOf(countChanges(diff), 'change')} from {from} to {to}
        </span>
      </div>
      {root ? (
        <Tree root={root} label={`Changes of the state from event ${from} to event ${to}`} />
      ) : (
        <p className="tfi-empty">Nothing differs.</p>
      )}
    </>
  );
}
