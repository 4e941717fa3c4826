import type { ReactNode } from 'react';

export function MachinePane(): ReactNode {
  return null;
}
