import type { Decision } from '@twelvefold/core';
import type { OpenQuestion } from '@twelvefold/react';
import { useState, type ReactNode } from 'react';
import { useDecision } from './use-decision.ts';
import { AskButton, WaitingItem } from './waiting-item.tsx';

const ASKED_BY = { tool: 'The model asks', errors: 'After errors in a row', flow: 'The flow asks' };

/** A question that waits for an answer, in the form that it takes. */
export function Question({ question }: { readonly question: OpenQuestion }): ReactNode {
  const decision = useDecision();
  return (
    <WaitingItem label="Question" decision={decision}>
      <p className="tfi-waiting-text">
        <span className="tfi-badge">
          {ASKED_BY[question.reason]}
          {question.urgency === 'normal' ? '' : `, urgency ${question.urgency}`}
        </span>{' '}
        {question.question}
      </p>
      <div className="tfi-waiting-row">
        <Answers question={question} decision={decision} />
      </div>
    </WaitingItem>
  );
}

interface AnswersProps {
  readonly question: OpenQuestion;
  readonly decision: ReturnType<typeof useDecision>;
}

function Answers({ question, decision }: AnswersProps): ReactNode {
  const [text, setText] = useState('');
  const button = (title: string, answer: () => Promise<Decision>): ReactNode => (
    <AskButton key={title} decision={decision} onClick={() => decision.ask(answer)}>
      {title}
    </AskButton>
  );
  if (question.kind === 'yes_no')
    return [button('Yes', () => question.answer(true)), button('No', () => question.answer(false))];
  if (question.kind === 'choice')
    return question.options.map((option) => button(option, () => question.answer(option)));
  return (
    <>
      <textarea
        className="tfi-field"
        aria-label="Answer"
        rows={1}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <AskButton decision={decision} isStrong onClick={() => decision.ask(() => question.answer(text))}>
        Answer
      </AskButton>
    </>
  );
}
