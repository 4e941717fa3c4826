import { describeError } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { useDatabase } from '../../desk/database-context.ts';
import { labels } from '../../labels.ts';
import { Icon } from '../../ui/icon.tsx';
import { toolLabel } from '../words/field-label.ts';
import { outcomeWords } from '../words/outcome-words.ts';
import { plainWords } from '../words/plain-words.ts';
import type { CallFacts } from './any-call.ts';
import { JsonView } from './json-view.tsx';

/** A call that only looks something up: one line, which opens. */
export function LookupLine({ call }: { readonly call: CallFacts }): ReactNode {
  const database = useDatabase();
  const { tool, input, status, logged, output } = call;
  const title = status === 'streaming' ? `${toolLabel(tool)} …` : plainWords(tool, input, database);
  const outcome = status === 'succeeded' ? outcomeWords(tool, output) : labels.copilot.status[status];
  return (
    <details className="lookup" data-call={call.id} data-status={status}>
      <summary>
        <Icon name="search" className="icon lookup-icon" />
        <span className="lookup-title">{title}</span>
        <span className="lookup-outcome">{outcome}</span>
      </summary>
      <div className="lookup-body">
        {logged?.error && <p className="card-error">{describeError(logged.error)}</p>}
        <Shown title={labels.copilot.call.exactInput} value={input} />
        <Shown title={labels.copilot.call.result} value={output} />
      </div>
    </details>
  );
}

function Shown({ title, value }: { readonly title: string; readonly value: CallFacts['input'] }): ReactNode {
  return value === undefined ? null : <JsonView title={title} value={value} isOpen />;
}
