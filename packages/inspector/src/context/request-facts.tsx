import type { ReactNode } from 'react';
import { totalBytes } from './compare-requests.ts';
import type { LoggedRequest } from './list-requests.ts';
import { ShareBar } from './share-bar.tsx';
import { countText, sizeText } from './size-text.ts';
import type { RequestView } from './use-request-view.ts';
import type { TokenCounts } from './use-token-counts.ts';
import type { Rebuilt } from './rebuild-request.ts';

export interface RequestFactsProps {
  readonly view: RequestView;
  readonly built: Extract<Rebuilt, { readonly ok: true }>;
  readonly shown: LoggedRequest | undefined;
  readonly modelId: string | undefined;
  readonly tokens: TokenCounts;
}

/** Whether a request is what was sent, how much of it there is, and what a provider made of it. */
export function RequestFacts({ view, built, shown, modelId, tokens }: RequestFactsProps): ReactNode {
  const { sections, prefix } = view;
  return (
    <div className="tfi-ctx-facts">
      <CheckText built={built} shown={shown} />
      <dl className="tfi-ctx-numbers">
        <Fact name="Model">{modelId ?? 'not known before it is asked'}</Fact>
        <Fact name="Prompt version">{built.built.promptVersion}</Fact>
        <Fact name="Request" title={TOKENIZER}>
          {tokens.total !== undefined && `${countText(tokens.total)} tokens (o200k_base) · `}
          {sizeText(totalBytes(sections))}
        </Fact>
        <Fact name="Provider counted">{providerText(shown)}</Fact>
      </dl>
      <ShareBar sections={sections} tokens={tokens} />
      <p className="tfi-quiet">
        {tokens.problem === undefined ? TOKENIZER : `The tokenizer could not be loaded: ${tokens.problem}`}
      </p>
      {prefix ? (
        <>
          <p>{prefix.kept}</p>
          {prefix.rest !== undefined && (
            <p className={prefix.isBroken ? 'tfi-ctx-broken' : 'tfi-quiet'}>{prefix.rest}</p>
          )}
        </>
      ) : (
        <p>No step before it to compare with.</p>
      )}
    </div>
  );
}

const TOKENIZER =
  "o200k_base: exact for OpenAI's newer models, an estimate for others. It counts the texts, not what a provider wraps around them.";

function CheckText({ built: { check, built }, shown }: Pick<RequestFactsProps, 'built' | 'shown'>): ReactNode {
  if (check === 'same') {
    return (
      <p className="tfi-ctx-check" data-check="same">
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path d="m3 8.5 3.5 3.5L13 4.5" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>{' '}
        Matches the log <span className="tfi-mono tfi-quiet">{built.contextHash.slice(0, 12)}</span>
      </p>
    );
  }
  if (check === 'none') return <p className="tfi-ctx-check">Not sent: this is what would be asked here.</p>;
  const then = shown?.event.promptVersion ?? '';
  return (
    <p className="tfi-ctx-check" data-check="other">
      {then === ''
        ? "At the time the request could not be made: this is what today's definition would send."
        : "The definition has changed since: this is what today's definition would send."}
      {then !== '' && then !== built.promptVersion && ` The prompt version was ${then}.`}
    </p>
  );
}

function Fact({
  name,
  title,
  children,
}: {
  readonly name: string;
  readonly title?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function providerText(shown: LoggedRequest | undefined): string {
  if (!shown) return 'nothing yet';
  const { answer } = shown;
  if (!answer) return 'no answer yet';
  if (answer.type === 'model.failed') return `nothing: ${answer.error.message}`;
  const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens } = answer.usage;
  const cached = cachedInputTokens === undefined ? '' : `, ${countText(cachedInputTokens)} of them from its cache`;
  const reasoning = reasoningTokens === undefined ? '' : `, ${countText(reasoningTokens)} of them reasoning`;
  return `${countText(inputTokens)} tokens in${cached} · ${countText(outputTokens)} out${reasoning}`;
}
