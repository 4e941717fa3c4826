import { Fragment, StrictMode, type ComponentType, type ReactNode } from 'react';

/** How every test that mounts something runs: with React's checks and without. */
export const modes: readonly { readonly mode: string; readonly wrapper: ComponentType<{ children: ReactNode }> }[] = [
  { mode: 'in StrictMode', wrapper: StrictMode as unknown as ComponentType<{ children: ReactNode }> },
  { mode: 'without StrictMode', wrapper: Fragment as unknown as ComponentType<{ children: ReactNode }> },
];
