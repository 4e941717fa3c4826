import type { ReactNode } from 'react';
import { labels } from '../labels.ts';

/** What an empty conversation shows: what the copilot is for, and what one may say. */
export function Suggestions({ onPick }: { readonly onPick: (text: string) => void }): ReactNode {
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
    </div>
  );
}
