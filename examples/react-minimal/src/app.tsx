import type { ReactNode } from 'react';

export function App(): ReactNode {
  return <h1>Twelvefold: minimal</h1>;
}
