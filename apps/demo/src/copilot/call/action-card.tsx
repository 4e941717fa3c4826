import { describeError } from '@twelvefold/core';
import { useId, type ReactNode } from 'react';
import { useDatabase } from '../../desk/database-context.ts';
import { labels } from '../../labels.ts';
import { nameOf } from '../words/name-of.ts';
import { outcomeWords } from '../words/outcome-words.ts';
import { callWords } from '../words/call-words.ts';
import { toolLabel } from '../words/field-label.ts';
import type { CallFacts } from './any-call.ts';
import { ApprovalActions } from './approval-actions.tsx';
import { CallBadge } from './call-badge.tsx';
import { Decisions } from './decisions.tsx';
import { DoubtActions } from './doubt-actions.tsx';
import { InputView } from './input-view.tsx';
import { JsonView } from './json-view.tsx';
import { ResultLink } from './result-link.tsx';
import { Standing } from './standing.tsx';
import { UndoAction } from './undo-action.tsx';

/** A call that changes something: while it is written, while it waits for a person, and ever after. */
export function ActionCard({ call }: { readonly call: CallFacts }): ReactNode {
  const { tool, input, status, logged, approval, doubt } = call;
  const titleId = useId();
  const isStreaming = status === 'streaming';
  const isOpen = isStreaming || status === 'running' || status === 'ready' || Boolean(approval ?? doubt);
  return (
    <article
      className="call-card"
      data-call={call.id}
      data-status={status}
      aria-labelledby={titleId}
      tabIndex={approval || doubt ? -1 : undefined}
    >
      <header className="card-header">
        <span className="card-tool">{toolLabel(tool)}</span>
        <CallBadge status={status} undoneBy={call.undoneBy} />
      </header>
      <Title id={titleId} call={call} />
      {approval?.reason !== undefined && <p className="gate-reason">{approval.reason}</p>}
      {isOpen && <InputView input={input} isStreaming={isStreaming} />}
      {approval && input !== undefined && <JsonView title={labels.copilot.call.exactInput} value={input} />}
      {approval && <Standing approval={approval} />}
      {approval?.mayDecide && <ApprovalActions approval={approval} />}
      {doubt && <DoubtActions doubt={doubt} />}
      {logged && !approval && !doubt && <Outcome call={call} />}
    </article>
  );
}

function Title({ id, call }: { readonly id: string; readonly call: CallFacts }): ReactNode {
  const database = useDatabase();
  const isStreaming = call.status === 'streaming';
  // A sentence about half an input would say something else than what will happen.
  const title = isStreaming ? labels.copilot.call.writing(toolLabel(call.tool)) : callWords(call, database);
  return (
    <h3 id={id} className={isStreaming ? 'visually-hidden' : 'card-title'}>
      {title}
    </h3>
  );
}

function Outcome({ call }: { readonly call: CallFacts }): ReactNode {
  const { logged, status, tool, output, undo, undoneBy } = call;
  if (!logged) return null;
  const done = logged.undoes === undefined ? outcomeWords(tool, output) : labels.copilot.done.undo;
  const words = status === 'succeeded' ? done : undefined;
  return (
    <footer className="card-outcome">
      <Decisions call={call} />
      {(status === 'running' || status === 'ready') && <p className="working">{labels.copilot.call[status]}</p>}
      {undoneBy && <p className="card-result">{labels.copilot.call.undoneBy(nameOf(undoneBy))}</p>}
      {words !== undefined && !undoneBy && (
        <p className="card-result">
          {words} <ResultLink tool={tool} output={output} />
        </p>
      )}
      {undo && <UndoAction undo={undo} />}
      {logged.error && <p className="card-error">{describeError(logged.error)}</p>}
      {logged.settledAtMs !== undefined && <Details call={call} />}
    </footer>
  );
}

/** What went in and what came out, for whoever wants to look again. */
function Details({ call: { input, output } }: { readonly call: CallFacts }): ReactNode {
  const words = labels.copilot.call;
  return (
    <details className="json-view">
      <summary>{words.details}</summary>
      <div className="card-details">
        <InputView input={input} />
        {input !== undefined && <JsonView title={words.exactInput} value={input} />}
        {output !== undefined && <JsonView title={words.result} value={output} />}
      </div>
    </details>
  );
}
