import type { Actor } from '@twelvefold/core';
import { labels } from '../../labels.ts';
import { USER } from '../user.ts';

/** What the person at the desk calls whoever acted. */
export function nameOf(by: Actor): string {
  return by.id === USER.id ? labels.copilot.you : (by.name ?? by.id);
}
