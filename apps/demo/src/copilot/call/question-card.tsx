import type { AskEntry, Decision, Json } from '@twelvefold/core';
import type { OpenQuestion } from '@twelvefold/react';
import { useId, useState, type ReactNode, type SubmitEvent } from 'react';
import { labels } from '../../labels.ts';
import { Badge } from '../../ui/badge.tsx';
import { visibleText } from '../words/visible-text.ts';
import { useDecision } from './use-decision.ts';

/** What a `QuestionCard` shows. */
export interface QuestionCardProps {
  readonly ask: AskEntry;
  /** While it is open. */
  readonly open: OpenQuestion | undefined;
}

/** A question to the person, and then the answer. */
export function QuestionCard({ ask, open }: QuestionCardProps): ReactNode {
  const words = labels.copilot.question;
  const titleId = useId();
  return (
    <article
      className="call-card question"
      data-call={ask.id}
      data-status={open ? 'asked' : 'answered'}
      data-reason={ask.reason}
      aria-labelledby={titleId}
      tabIndex={open ? -1 : undefined}
    >
      <header className="card-header">
        <span className="card-tool">{ask.reason === 'errors' ? words.stuck : words.title}</span>
        {open && ask.urgency === 'high' && <Badge tone="bad">{words.urgent}</Badge>}
        {open && ask.urgency === 'low' && <Badge tone="quiet">{words.lowUrgency}</Badge>}
      </header>
      <h3 id={titleId} className="card-title">
        {visibleText(ask.question)}
      </h3>
      {open && <AnswerControls question={open} />}
      {ask.answer && <p className="decision">{words.answered(toText(ask.answer.value))}</p>}
      {!open && !ask.answer && <p className="decision">{labels.copilot.status.cancelled}</p>}
    </article>
  );
}

function AnswerControls({ question }: { readonly question: OpenQuestion }): ReactNode {
  const words = labels.copilot.question;
  const { isDeciding, refusal, decide } = useDecision();
  const option = (label: string, answer: () => Promise<Decision>): ReactNode => (
    <button key={label} type="button" className="button" onClick={() => decide(answer)}>
      {visibleText(label)}
    </button>
  );
  return (
    <div aria-busy={isDeciding}>
      {question.kind === 'text' && <TextAnswer onAnswer={(text) => decide(() => question.answer(text))} />}
      {question.kind === 'yes_no' && (
        <div className="card-actions">
          {option(words.yes, () => question.answer(true))}
          {option(words.no, () => question.answer(false))}
        </div>
      )}
      {question.kind === 'choice' && (
        <div className="card-actions">{question.options.map((one) => option(one, () => question.answer(one)))}</div>
      )}
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

function TextAnswer({ onAnswer }: { readonly onAnswer: (text: string) => void }): ReactNode {
  const words = labels.copilot.question;
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onAnswer(text.trim());
  };
  return (
    <form className="answer-form" onSubmit={submit}>
      <label>
        <span className="visually-hidden">{words.answer}</span>
        <input type="text" value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" />
      </label>
      <button type="submit" className="button button-primary">
        {words.send}
      </button>
    </form>
  );
}

function toText(value: Json): string {
  const words = labels.copilot.question;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
