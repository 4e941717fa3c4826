import type { LiveAgent } from '@twelvefold/machine';
import { useAgent, type Approval } from '@twelvefold/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';

/** A page that shows the approvals of an agent; gives what it shows now. */
export function showApprovals(agent: LiveAgent): () => readonly Approval[] {
  let shown: readonly Approval[] = [];
  const Page = (): null => {
    ({ approvals: shown } = useAgent(agent));
    return null;
  };
  const root = createRoot(document.createElement('div'));
  root.render(createElement(Page));
  onTestFinished(() => root.unmount());
  return () => shown;
}
