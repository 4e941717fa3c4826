import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { fieldsOf } from '../words/plain-words.ts';
import type { CallFacts } from './any-call.ts';

/** A question while the model writes it. */
export function WritingQuestion({ call }: { readonly call: CallFacts }): ReactNode {
  const { question } = fieldsOf(call.input);
  return (
    <article className="call-card question" data-call={call.id} data-status="streaming">
      <header className="card-header">
        <span className="card-tool">{labels.copilot.question.title}</span>
      </header>
      <h3 className="card-title">{typeof question === 'string' ? question : '…'}</h3>
    </article>
  );
}
