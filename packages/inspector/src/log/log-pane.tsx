import type { ReactNode } from 'react';

export function LogPane(): ReactNode {
  return null;
}
