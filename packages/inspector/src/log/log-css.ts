import { waterfallCss } from './waterfall-css.ts';

export const logCss: string = `
.tfi-log { flex: 1; min-height: 13rem; display: flex; flex-direction: column; container-type: inline-size; }
.tfi-log-bar { flex-wrap: wrap; }
.tfi-log-filter, .tfi-log-totals { flex: 1 1 21rem; min-width: 0; display: flex; align-items: center; gap: 0.35rem; }
.tfi-log-text { flex: 1 1 8rem; max-width: 22rem; }
.tfi-log-filter select.tfi-field { flex: 0 1 7.5rem; width: 6rem; min-width: 4rem; }
.tfi-log-status { white-space: nowrap; }
.tfi-log-box { position: relative; flex: 1 1 40%; min-height: 5rem; display: flex; flex-direction: column; }
.tfi-log-list { flex: 1; min-height: 0; overflow: auto; overflow-anchor: none; }
.tfi-panel :is(.tfi-log-list, .tfi-wf):focus-visible { outline: 0; }
.tfi-log-box:has(> :focus-visible)::after { content: ''; position: absolute; inset: 0; z-index: 4; border: 2px solid var(--accent); pointer-events: none; }
.tfi-log-rows { position: relative; }
.tfi-log-row { position: absolute; contain: strict; inset: 0 0 auto 0; display: flex; align-items: center; gap: 0.6rem; padding: 0 0.6rem; white-space: nowrap; overflow: hidden; cursor: default; border-bottom: 1px solid var(--sunken); }
.tfi-log-row:hover { background: var(--sunken); }
.tfi-log-row[aria-selected='true'] { background: var(--accent-soft); box-shadow: inset 3px 0 var(--accent); }
.tfi-log-seq { flex: none; min-width: calc(var(--digits) * 1ch); text-align: end; color: var(--ink-quiet); font: 12px var(--mono); }
.tfi-log-time { flex: none; display: flex; gap: 0.6rem; color: var(--ink-quiet); font-variant-numeric: tabular-nums; font-size: 12px; }
.tfi-log-clock { display: none; }
.tfi-log-gap { width: 4.6rem; text-align: end; }
.tfi-log-type { flex: none; width: 9.2rem; display: flex; align-items: center; gap: 0.4rem; }
.tfi-log-verb { font-weight: 600; }
.tfi-log-summary { flex: 1; min-width: 3rem; overflow: hidden; text-overflow: ellipsis; }
.tfi-log-by { flex: 0 1 auto; max-width: 7rem; overflow: hidden; text-overflow: ellipsis; }
.tfi-log-call { flex: 0 2 auto; min-width: 2.5rem; max-width: 11rem; overflow: hidden; text-overflow: ellipsis; color: var(--ink-quiet); font: 12px var(--mono); }
.tfi-log-row[aria-selected='true'] :is(.tfi-log-seq, .tfi-log-time, .tfi-log-call) { color: var(--ink); }
@container (min-width: 720px) { .tfi-log-clock { display: inline; } }
@container (max-width: 600px) { .tfi-log-gap { width: auto; min-width: 3.6rem; } .tfi-log-tool { display: none; } }
.tfi-log-list:not([data-wide]) .tfi-log-row { display: grid; grid-template: 'seq type time' 1fr 'none summary summary' 1fr / auto 1fr auto; gap: 0 0.5rem; padding-block: 2px; }
.tfi-log-list:not([data-wide]) :is(.tfi-log-by, .tfi-log-call) { display: none; }
.tfi-log-list:not([data-wide]) .tfi-log-summary { grid-area: summary; font-size: 12px; color: var(--ink-quiet); }
.tfi-log-list:not([data-wide]) .tfi-log-type { width: auto; grid-area: type; }
.tfi-log-list:not([data-wide]) .tfi-log-time { grid-area: time; }
.tfi-log-mark { flex: none; color: var(--ink-quiet); }
.tfi-log-mark[data-group='model'] { color: var(--busy); }
.tfi-log-mark[data-group='call'] { color: var(--accent); }
.tfi-log-mark[data-group='person'] { color: var(--warn); }
.tfi-log-mark[data-group='in'] { color: var(--good); }
.tfi-log-note { position: absolute; inset: auto 0.6rem 0.4rem 0.6rem; margin: 0; padding: 0.2rem 0.6rem; border-radius: var(--radius); background: var(--warn-soft); color: var(--warn); }
.tfi-panel .tfi-log-newest { position: absolute; inset: auto 1rem 0.5rem auto; border-color: var(--line-control); }
.tfi-log-details { flex: 1 1 60%; min-height: 7rem; display: flex; flex-direction: column; border-top: 1px solid var(--line-control); background: var(--surface); }
.tfi-log-details-bar { border-bottom: 0; flex-wrap: wrap; }
.tfi-log-details-bar .tfi-button { white-space: nowrap; }
.tfi-log-details-bar .tfi-title { flex: none; }
.tfi-log-when { flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 12px; }
.tfi-log-totals select.tfi-field { flex: none; }
.tfi-log-sums { display: flex; flex-wrap: wrap; gap: 0 0.9rem; margin: 0; font-size: 12px; }
.tfi-log-sums > div { white-space: nowrap; }
.tfi-log-sums dt { display: inline; color: var(--ink-quiet); }
.tfi-log-sums dd { display: inline; margin: 0; font-variant-numeric: tabular-nums; }
${waterfallCss}`;
