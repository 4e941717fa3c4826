import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { CallFacts } from './any-call.ts';

const tones: Readonly<Record<CallFacts['status'], Tone>> = {
  streaming: 'quiet',
  selected: 'quiet',
  ready: 'quiet',
  gated: 'busy',
  asked: 'busy',
  running: 'busy',
  doubted: 'bad',
  succeeded: 'good',
  failed: 'bad',
  denied: 'quiet',
  rejected: 'bad',
  expired: 'quiet',
  cancelled: 'quiet',
  abandoned: 'quiet',
};

/** Where a call stands. */
export function CallBadge({ status }: { readonly status: CallFacts['status'] }): ReactNode {
  return <Badge tone={tones[status]}>{labels.copilot.status[status]}</Badge>;
}
