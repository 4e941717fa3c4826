import type { ReactNode } from 'react';

export function WaitingStrip(): ReactNode {
  return null;
}
