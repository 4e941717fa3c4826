// Parts of the panel, for the page that shows machines of others. They change with the panel: nobody else should build on them.
export { activeOf } from '../chart/active-of.ts';
export { chartOf } from '../chart/chart-of.ts';
export type { ReadChart } from '../chart/chart-of.ts';
export type { Chart, ChartInvoke, ChartState, ChartTransition } from '../chart/chart.ts';
export { StateChart } from '../chart/state-chart.tsx';
export type { ChartActor, LastStep, StateChartProps } from '../chart/state-chart.tsx';
export { JsonTree } from '../json/json-tree.tsx';
export type { JsonTreeProps } from '../json/json-tree.tsx';
export { adoptStyles } from '../panel/adopt-styles.ts';
export { PaneTabs } from '../panel/pane-tabs.tsx';
export type { PaneTab, PaneTabsProps } from '../panel/pane-tabs.tsx';
export { useWidth } from '../panel/use-width.ts';
export { countChanges, diffJson } from '../state/diff-json.ts';
export type { JsonChange, JsonDiff } from '../state/diff-json.ts';
export { DiffTree } from './diff-tree.tsx';
export type { DiffTreeProps } from './diff-tree.tsx';
export { SnapshotTree } from './snapshot-tree.tsx';
export type { SnapshotTreeProps } from './snapshot-tree.tsx';
