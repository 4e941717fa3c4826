import type { Json } from '@twelvefold/core';
import type { Doubt } from '@twelvefold/react';
import { useState, type ReactNode } from 'react';
import { useDecision } from './use-decision.ts';
import { AskButton, WaitingItem, WaitingValue } from './waiting-item.tsx';

/** A call of which nobody knows whether it happened: somebody has to look, and say. */
export function DoubtedCall({ doubt }: { readonly doubt: Doubt }): ReactNode {
  const { toolName, input } = doubt;
  const decision = useDecision();
  const [output, setOutput] = useState('null');
  const happened = (): void => {
    const read = readJson(output);
    if (!read) return decision.refuse('What it returned has to be JSON: a text in quotes, a number, null, {…} or […].');
    decision.ask(() => (doubt.happened as (output: Json) => ReturnType<Doubt['retry']>)(read.value));
  };
  return (
    <WaitingItem label={`Doubt about ${toolName}`} decision={decision}>
      <div className="tfi-waiting-head">
        <strong>
          Did <code className="tfi-mono">{toolName}</code> happen?
        </strong>
        <WaitingValue value={input} />
      </div>
      <p className="tfi-quiet">It began, and what came of it is not known. Look where it would have left a trace.</p>
      <div className="tfi-waiting-row">
        <label className="tfi-waiting-field">
          It returned{' '}
          <input
            className="tfi-field tfi-mono"
            value={output}
            spellCheck={false}
            onChange={({ target }) => setOutput(target.value)}
          />
        </label>
        <AskButton decision={decision} onClick={happened}>
          It happened
        </AskButton>
        <AskButton decision={decision} onClick={() => decision.ask(() => doubt.retry())}>
          Run it again
        </AskButton>
        <AskButton decision={decision} onClick={() => decision.ask(() => doubt.giveUp())}>
          Give up
        </AskButton>
      </div>
    </WaitingItem>
  );
}

function readJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}
