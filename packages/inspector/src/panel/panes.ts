import type { ComponentType } from 'react';
import { ContextPane } from '../context/context-pane.tsx';
import { LogPane } from '../log/log-pane.tsx';
import { MachinePane } from '../chart/machine-pane.tsx';
import { StatePane } from '../state/state-pane.tsx';

/** One view of the moment that the panel looks at. */
export interface Pane {
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType;
}

/** From the left; where there is room, the first stand open beside the tabs of the others. */
export const PANES: readonly [Pane, ...Pane[]] = [
  { id: 'machine', title: 'Machine', Body: MachinePane },
  { id: 'log', title: 'Log', Body: LogPane },
  { id: 'context', title: 'Context', Body: ContextPane },
  { id: 'state', title: 'State', Body: StatePane },
];
