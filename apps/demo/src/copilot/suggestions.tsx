import type { ReactNode } from 'react';
import { labels } from '../labels.ts';

/** What a `Suggestions` does. */
export interface SuggestionsProps {
  readonly onPick: (text: string) => void;
  readonly onInspect: () => void;
}

/** What an empty conversation shows: what the copilot is for, what one may say, and where one sees how it works. */
export function Suggestions({ onPick, onInspect }: SuggestionsProps): ReactNode {
  const words = labels.copilot.empty;
  return (
    <div className="suggestions">
      <h3>{words.title}</h3>
      <p>{words.explain}</p>
      <p className="suggestions-lead">{words.examples}</p>
      <ul>
        {words.prompts.map((prompt) => (
          <li key={prompt}>
            <button type="button" className="suggestion" onClick={() => onPick(prompt)}>
              {prompt}
            </button>
          </li>
        ))}
      </ul>
      <p className="suggestions-lead">
        {words.curious}{' '}
        <button type="button" className="button button-small" aria-keyshortcuts="Control+Shift+L" onClick={onInspect}>
          {words.inspect} <kbd>{words.inspectKeys}</kbd>
        </button>
      </p>
    </div>
  );
}
