import type { TwelvefoldError } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { labels } from '../labels.ts';

/** Why nothing new is kept, and what to do about it. */
export function Problem({ problem }: { readonly problem: TwelvefoldError }): ReactNode {
  return (
    <p className="problem" role="alert">
      {wordsOf(problem)}
    </p>
  );
}

function wordsOf({ code, message }: TwelvefoldError): string {
  const { threads, phase } = labels.copilot;
  switch (code) {
    case 'store_full':
      return threads.full;
    case 'store_newer':
      return message;
    case 'store_corrupt':
      return `${threads.unreadable} ${message}`;
    default:
      return phase.problem;
  }
}
