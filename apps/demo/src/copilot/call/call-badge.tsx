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

/** Where a call stands; of one that was taken back, that. */
export function CallBadge({ status, undoneBy }: Pick<CallFacts, 'status' | 'undoneBy'>): ReactNode {
  if (undoneBy) return <Badge tone="quiet">{labels.copilot.undoneStatus}</Badge>;
  return <Badge tone={tones[status]}>{labels.copilot.status[status]}</Badge>;
}
