import type { ReactNode } from 'react';

export function ContextPane(): ReactNode {
  return null;
}
