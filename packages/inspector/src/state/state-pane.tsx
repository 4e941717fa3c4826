import type { ReactNode } from 'react';

export function StatePane(): ReactNode {
  return null;
}
