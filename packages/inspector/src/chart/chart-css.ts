/** What a statechart looks like. What is active has a thicker edge as well as a color; nothing is told by color alone. */
export const chartCss: string = `
.tfi-chart-bar { display: flex; align-items: center; flex-wrap: wrap; gap: 0.25rem 0.5rem; padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); }
.tfi-chart-bar p { margin: 0; flex: 1 1 7rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tfi-chart-bar > p + .tfi-spring { display: none; }
.tfi-chart-views { display: inline-flex; gap: 0.15rem; }
.tfi-chart { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.tfi-chart-room { flex: 1; min-height: 9rem; position: relative; overflow: hidden; background: var(--bg); }
.tfi-chart-frame { position: absolute; inset: 0; cursor: grab; touch-action: none; }
.tfi-chart-frame:active { cursor: grabbing; }
.tfi-panel .tfi-chart-frame:focus-visible, .tfi-panel .tfi-chart-words:focus-visible { outline-offset: -2px; }
.tfi-chart-frame > svg { display: block; font-family: var(--font); }
.tfi-chart-view { transform-origin: 0 0; }
.tfi-chart-view[data-fit] { transition: transform 0.25s ease; }
.tfi-chart-words { position: absolute; inset: 0; overflow: auto; padding: 0.5rem 0.75rem; }

.tfi-state > rect, .tfi-state > circle { fill: var(--surface); stroke: var(--line-control); }
.tfi-state text { fill: var(--ink); }
.tfi-state[data-composite] > rect { fill: var(--bg); stroke: var(--line-control); }
.tfi-state[data-root] > rect { fill: none; stroke: var(--line); }
.tfi-state[data-region] > rect { stroke-dasharray: 5 4; }
.tfi-state > .tfi-inner { fill: none; }
.tfi-name { font-weight: 600; }
.tfi-row text { fill: var(--ink-quiet); }
.tfi-row path { stroke: var(--ink-quiet); }
.tfi-row circle { fill: none; stroke: var(--busy); stroke-width: 1.5; }
.tfi-state[aria-selected='true']:not([data-root]) > rect { fill: var(--accent-soft); stroke: var(--accent); stroke-width: 2.5; }
.tfi-state[aria-selected='true'][data-composite]:not([data-root]) > rect { fill: var(--bg); stroke-width: 1.5; }
.tfi-state[aria-selected='true']:not([data-root]) > .tfi-name { fill: var(--accent); }
[data-active] > .tfi-row[data-kind='invoke'] circle { fill: var(--busy); }
.tfi-panel .tfi-state:focus-visible { outline: none; }
.tfi-state:focus-visible > rect, .tfi-state:focus-visible > circle, .tfi-state[aria-selected='true']:not([data-root]):focus-visible > rect { stroke: var(--busy); stroke-width: 4; }
.tfi-initial circle, .tfi-initial polygon { fill: var(--ink-quiet); }
.tfi-initial path { fill: none; stroke: var(--ink-quiet); stroke-width: 1.3; }
.tfi-count circle { fill: var(--busy); }
.tfi-count text { fill: var(--bg); font-weight: 600; }

.tfi-line path { fill: none; stroke: var(--line-control); stroke-width: 1.2; }
.tfi-line polygon { fill: var(--line-control); }
.tfi-port { fill: var(--bg); stroke: var(--line-control); }
.tfi-words rect { fill: var(--bg); }
.tfi-words text { fill: var(--ink-quiet); }
.tfi-words polygon { fill: var(--line-control); }
.tfi-words g[data-traced] text { fill: var(--ink); font-weight: 600; }
.tfi-words g[data-traced] polygon { fill: var(--accent); }
.tfi-trace path { fill: none; stroke: var(--accent); stroke-width: 2.6; stroke-dasharray: 1; animation: tfi-trace 0.5s ease-out backwards; }
.tfi-trace polygon { fill: var(--accent); animation: tfi-appear 0.5s backwards; }
.tfi-trace[data-turn='1'] path, .tfi-trace[data-turn='1'] polygon { animation-delay: 0.4s; }
@keyframes tfi-trace { from { stroke-dashoffset: 1; } to { stroke-dashoffset: 0; } }
@keyframes tfi-appear { from { opacity: 0; } 60% { opacity: 0; } to { opacity: 1; } }

.tfi-actors { list-style: none; margin: 0; padding: 0.35rem 0.6rem; display: flex; flex-wrap: wrap; gap: 0.3rem; border-top: 1px solid var(--line); max-height: 6rem; overflow-y: auto; }
.tfi-actors li { padding: 0.1rem 0.5rem; border: 1px solid var(--line); border-radius: 999px; background: var(--surface); }
.tfi-actors li[data-status='running'], .tfi-actors li[data-status='active'] { border-color: var(--busy); background: var(--busy-soft); }
.tfi-chart-text, .tfi-chart-text ul { margin: 0; padding-left: 1.1rem; }
.tfi-chart-text li { margin: 0.35rem 0; }
.tfi-chart-text li[data-active] > strong { color: var(--accent); }
.tfi-chart-text p { margin: 0.1rem 0 0.1rem 0.6rem; color: var(--ink-quiet); overflow-wrap: anywhere; }
.tfi-chart-text .tfi-badge { margin-left: 0.4rem; }
`;
