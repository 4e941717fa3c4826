import type { ReactNode } from 'react';
import { labels } from '../labels.ts';
import type { OpeningState } from './opening.ts';
import { PageHeading } from './page-heading.tsx';

/** What an `OpeningPage` shows. */
export interface OpeningPageProps {
  readonly state: Exclude<OpeningState, { readonly status: 'ready' }>;
  readonly onRetry: () => void;
}

/** Stands in for a page until the database is open. */
export function OpeningPage({ state, onRetry }: OpeningPageProps): ReactNode {
  if (state.status === 'loading') {
    return (
      <>
        <PageHeading title={labels.opening.title} />
        <p className="opening-note" role="status">
          {labels.opening.loading}
        </p>
      </>
    );
  }
  return (
    <>
      <PageHeading title={labels.opening.failed} />
      <div className="opening-note" role="alert">
        <p>{state.message}</p>
        <button type="button" className="button button-primary" onClick={onRetry}>
          {labels.opening.retry}
        </button>
      </div>
    </>
  );
}
