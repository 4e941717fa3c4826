import { useState, type ReactNode } from 'react';
import { JsonTree } from '../json/json-tree.tsx';
import { useMoment } from '../moment.ts';
import { StateChanges } from './state-changes.tsx';

/** The folded state at the moment, or what is not the same in it and another one. */
export function StatePane(): ReactNode {
  const { state, seq } = useMoment();
  const [shows, show] = useState<'state' | 'changes'>('state');
  return (
    <div className="tfi-state">
      <div className="tfi-bar">
        <div className="tfi-choice" role="group" aria-label="What is shown of the state">
          <button type="button" className="tfi-button" aria-pressed={shows === 'state'} onClick={() => show('state')}>
            State
          </button>
          <button
            type="button"
            className="tfi-button"
            aria-pressed={shows === 'changes'}
            onClick={() => show('changes')}
          >
            Changes
          </button>
        </div>
        <span className="tfi-spring" />
        <span className="tfi-quiet">{seq === 0 ? 'before the first event' : `behind event ${seq}`}</span>
      </div>
      {shows === 'state' ? <JsonTree value={state} name="state" label="State" /> : <StateChanges />}
    </div>
  );
}
