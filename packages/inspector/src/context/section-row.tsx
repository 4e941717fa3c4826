import { memo, type ComponentType, type ReactNode } from 'react';
import type { Compared } from './compare-requests.ts';
import { LongText, shortLength } from './long-text.tsx';
import { toComparedText, toParts, type ShownPart } from './section-text.ts';
import type { Section } from './section.ts';
import { countText, sizeText } from './size-text.ts';
import { TextDiff } from './text-diff.tsx';

export interface SectionRowProps {
  readonly compared: Compared;
  /** Absent until they are counted. */
  readonly tokens: number | undefined;
  /** How many characters of a part are shown, or whether a change is shown as a whole, by key, where somebody chose. */
  readonly folds: ReadonlyMap<string, number>;
  readonly onFold: (key: string, chars: number) => void;
}

const WORDS = { same: '', added: 'new', changed: 'changed', removed: 'removed' } as const;

/** One section of a request: who says it, what it costs, and its parts. */
export const SectionRow: ComponentType<SectionRowProps> = memo(function SectionRow(props: SectionRowProps): ReactNode {
  const { compared, tokens, folds, onFold } = props;
  const { section, change } = compared;
  const title = titleOf(section);
  const isWhole = change !== 'changed' || folds.get(`${section.id} whole`) === 1;
  return (
    <div className="tfi-ctx-section" data-change={change} data-role={roleOf(section)}>
      <div className="tfi-ctx-head">
        <strong>{title}</strong>
        {change !== 'same' && (
          <span className="tfi-badge" data-change={change}>
            {WORDS[change]}
          </span>
        )}
        {change === 'changed' && (
          <button
            type="button"
            className="tfi-button"
            data-plain=""
            aria-label={`${isWhole ? 'Changes' : 'Whole'} of ${title}`}
            onClick={() => onFold(`${section.id} whole`, isWhole ? 0 : 1)}
          >
            {isWhole ? 'Changes' : 'Whole'}
          </button>
        )}
        <span className="tfi-spring" />
        <span className="tfi-quiet">
          {change !== 'removed' && tokens !== undefined && `${countText(tokens)} tokens · `}
          {sizeText(section.sizeBytes)}
        </span>
      </div>
      {change === 'changed' && !isWhole ? (
        <TextDiff before={toComparedText(compared.before)} after={toComparedText(section)} />
      ) : (
        toParts(section).map((part, index) => {
          const key = `${section.id} ${index}`;
          return (
            <Part
              key={key}
              part={part}
              label={`${part.title ?? 'the text'} of ${title}`}
              chars={folds.get(key) ?? (part.kind === 'schema' ? 0 : shortLength(part.text))}
              onChars={(chars) => onFold(key, chars)}
            />
          );
        })
      )}
    </div>
  );
});

interface PartProps {
  readonly part: ShownPart;
  readonly label: string;
  readonly chars: number;
  readonly onChars: (chars: number) => void;
}

function Part({ part, label, chars, onChars }: PartProps): ReactNode {
  const { kind, title, text } = part;
  const isMono = kind === 'call' || kind === 'result' || kind === 'schema' || looksLikeMarkup(text);
  return (
    <div className="tfi-ctx-part" data-kind={kind}>
      {title !== undefined && <p className="tfi-ctx-part-title">{title}</p>}
      <LongText text={text} chars={chars} onChars={onChars} isMono={isMono} label={label} />
    </div>
  );
}

/** An XML context is read line by line. */
function looksLikeMarkup(text: string): boolean {
  return /^<\w[\w-]*>$/m.test(text.slice(0, 2_000));
}

function titleOf(section: Section): string {
  if (section.kind === 'system') return 'Instructions';
  if (section.kind === 'tool') return section.tool.name;
  const { message, index } = section;
  return `${countText(index + 1)} · ${message.role === 'tool' ? 'tool results' : message.role}`;
}

function roleOf(section: Section): string {
  return section.kind === 'message' ? section.message.role : section.kind;
}
