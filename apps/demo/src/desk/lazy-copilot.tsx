import { lazy, Suspense, type ReactNode } from 'react';
import type { Database } from '../db/database.ts';
import { labels } from '../labels.ts';

/** Comes after the desk, which people can use meanwhile. */
const Copilot = lazy(async () => {
  try {
    const module = await import('../copilot/copilot.tsx');
    return { default: module.Copilot };
  } catch (error) {
    console.error(error);
    return { default: Missing };
  }
});

/** The copilot as soon as its code is there. Without it the desk still works. */
export function LazyCopilot({ database }: { readonly database: Database }): ReactNode {
  return (
    <Suspense fallback={<p className="quiet">{labels.opening.copilotLoading}</p>}>
      <Copilot database={database} />
    </Suspense>
  );
}

function Missing() {
  return <p role="alert">{labels.opening.copilotFailed}</p>;
}
