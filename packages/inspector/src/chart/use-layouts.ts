import { useEffect, useState } from 'react';
import type { Chart } from './chart.ts';
import type { Layout } from './layout.ts';

/** The layouts of a chart to choose among, or that there are none. */
export type Layouts = 'loading' | 'too large' | 'failed' | readonly [Layout, ...Layout[]];

const known = new WeakMap<Chart, Layouts>();

/** Lays a chart out, with a library that is loaded when the first one is. */
export function useLayouts(chart: Chart): Layouts {
  const [, rerender] = useState(0);
  useEffect(() => {
    if (known.has(chart)) return undefined;
    let isGone = false;
    void lay(chart).then((layouts) => {
      known.set(chart, layouts);
      if (!isGone) rerender((count) => count + 1);
    });
    return () => {
      isGone = true;
    };
  }, [chart]);
  return known.get(chart) ?? 'loading';
}

async function lay(chart: Chart): Promise<Layouts> {
  try {
    const { layoutChart } = await import('./layout-chart.ts');
    return (await layoutChart(chart)) ?? 'too large';
  } catch {
    // The library has bugs with some graphs, and its file may be gone from the server: the words are always there.
    return 'failed';
  }
}
