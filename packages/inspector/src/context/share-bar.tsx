import type { ReactNode } from 'react';
import type { Section } from './section.ts';
import { countText, sizeText } from './size-text.ts';
import type { TokenCounts } from './use-token-counts.ts';

export interface ShareBarProps {
  readonly sections: readonly Section[];
  readonly tokens: TokenCounts;
}

const SHARES = [
  ['system', 'instructions'],
  ['tool', 'tools'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['result', 'tool results'],
] as const;

type Share = (typeof SHARES)[number][0];

/** What takes the room in a request: in tokens once they are counted, in bytes until then. */
export function ShareBar({ sections, tokens }: ShareBarProps): ReactNode {
  const inTokens = tokens.total !== undefined;
  const sums = new Map<Share, number>();
  for (const section of sections) {
    const share = shareOf(section);
    sums.set(share, (sums.get(share) ?? 0) + (inTokens ? (tokens.of(section) ?? 0) : section.sizeBytes));
  }
  const shares = SHARES.filter(([share]) => sums.has(share));
  return (
    <div className="tfi-ctx-share">
      <div className="tfi-ctx-share-bar" aria-hidden="true">
        {shares.map(([share]) => (
          <span key={share} data-share={share} style={{ flexGrow: sums.get(share) }} />
        ))}
      </div>
      <ul aria-label={`Shares of the request, in ${inTokens ? 'tokens' : 'bytes'}`}>
        {shares.map(([share, name]) => (
          <li key={share} data-share={share}>
            {name} {inTokens ? countText(sums.get(share) ?? 0) : sizeText(sums.get(share) ?? 0)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function shareOf(section: Section): Share {
  if (section.kind !== 'message') return section.kind;
  const { role } = section.message;
  return role === 'tool' ? 'result' : role;
}
