import type { ReactNode } from 'react';

/** How a status feels; the words say what it is. */
export type Tone = 'quiet' | 'busy' | 'good' | 'bad';

/** A status in a few letters. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: string }): ReactNode {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
