import type { Rejection, RejectionCode } from '@twelvefold/core';
import { useEffect } from 'react';
import { useNotify } from '../ui/notices.tsx';

/** Somebody else was faster: the card that was clicked on has changed, or is gone. */
const LOST: readonly RejectionCode[] = [
  'already_decided',
  'already_voted',
  'expired',
  'input_changed',
  'no_such_call',
  'no_such_question',
  'not_gated',
  'not_in_doubt',
  'superseded',
];

/** Says why a decision came too late, where the card that it was made on cannot say so any more. */
export function useLostDecisions(rejection: Rejection | undefined): void {
  const notify = useNotify();
  useEffect(() => {
    if (rejection && LOST.includes(rejection.code)) notify(rejection.message);
  }, [rejection, notify]);
}
