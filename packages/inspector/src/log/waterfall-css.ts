export const waterfallCss: string = `
.tfi-wf { flex: 1; min-height: 0; overflow: auto; overflow-anchor: none; }
.tfi-wf-all { position: relative; width: calc(var(--label) + var(--plot) + 1rem); min-width: 100%; }
.tfi-wf-axis { position: sticky; top: 0; z-index: 3; height: 24px; background: var(--surface); border-bottom: 1px solid var(--line); font-size: 11px; color: var(--ink-quiet); font-variant-numeric: tabular-nums; }
.tfi-wf-corner { position: sticky; left: 0; z-index: 1; display: block; width: var(--label); height: 100%; background: var(--surface); border-inline-end: 1px solid var(--line); }
.tfi-wf-tick { position: absolute; top: 0; height: 100%; padding: 4px 0 0 3px; border-inline-start: 1px solid var(--line-control); white-space: nowrap; }
.tfi-wf-back { position: absolute; top: 24px; bottom: 0; left: var(--label); width: var(--plot); z-index: 1; pointer-events: none; }
.tfi-wf-break { position: absolute; top: 0; bottom: 0; overflow: hidden; border-inline: 1px dashed var(--line-control); background: repeating-linear-gradient(135deg, transparent 0 5px, var(--line) 5px 7px); }
.tfi-wf-break > span { position: sticky; top: 26px; display: block; margin: 2px auto 0; width: max-content; max-width: 100%; padding: 0 0.3rem; border-radius: 3px; background: var(--surface); color: var(--ink-quiet); font-size: 11px; text-align: center; }
.tfi-wf-now { position: absolute; top: 0; bottom: 0; width: 0; border-inline-start: 2px solid var(--accent); z-index: 2; }
.tfi-wf-row { position: absolute; inset: 0 auto auto 0; width: 100%; height: 26px; display: flex; cursor: default; border-bottom: 1px solid var(--sunken); }
.tfi-wf-row:hover { background: color-mix(in srgb, var(--sunken) 60%, transparent); }
.tfi-wf-row[aria-selected='true'] { background: color-mix(in srgb, var(--accent-soft) 75%, transparent); }
.tfi-wf-label { position: sticky; left: 0; z-index: 2; flex: none; width: var(--label); display: flex; align-items: center; gap: 0.4rem; padding: 0 0.5rem; background: var(--bg); border-inline-end: 1px solid var(--line); white-space: nowrap; overflow: hidden; }
.tfi-wf-row[aria-selected='true'] .tfi-wf-label { background: var(--accent-soft); box-shadow: inset 3px 0 var(--accent); }
.tfi-wf-name { flex: 1; min-width: 2.5rem; overflow: hidden; text-overflow: ellipsis; }
.tfi-wf-outcome { flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; color: var(--warn); font-size: 12px; }
.tfi-wf-length { flex: none; color: var(--ink-quiet); font-size: 12px; font-variant-numeric: tabular-nums; }
.tfi-wf-row[aria-selected='true'] .tfi-wf-length { color: var(--ink); }
.tfi-wf-plot { position: relative; flex: none; width: var(--plot); }
.tfi-wf-part { position: absolute; top: 6px; height: 13px; min-width: 3px; border-radius: 2px; }
.tfi-wf-part::after { content: ''; position: absolute; inset: -6px 0; }
.tfi-wf-part[data-part='thinking'] { background: var(--busy); }
.tfi-wf-part[data-part='running'] { background: var(--accent); }
.tfi-wf-part[data-failed]:is([data-part='thinking'], [data-part='running']) { background: var(--bad); }
.tfi-wf-part[data-part='queued'] { top: 11px; height: 3px; background: var(--line-control); }
.tfi-wf-part[data-part='waiting'] { border: 1px solid var(--warn); background: var(--warn-soft); }
.tfi-wf-part[data-part='doubt'] { border: 1px dashed var(--bad); background: repeating-linear-gradient(45deg, var(--bad-soft) 0 4px, transparent 4px 8px); }
.tfi-wf-part[data-goes-on] { border-start-end-radius: 0; border-end-end-radius: 0; border-inline-end: 3px dotted var(--ink-quiet); min-width: 8px; }
.tfi-wf-failed { position: absolute; top: 4px; margin-inline-start: 4px; color: var(--bad); font-size: 11px; }
.tfi-steps { flex: 1; min-height: 0; overflow: auto; font-variant-numeric: tabular-nums; }
.tfi-steps-all { position: relative; min-width: 27rem; }
.tfi-steps-row { display: grid; grid-template-columns: minmax(3.5rem, 1.4fr) repeat(6, minmax(3.4rem, 1fr)); gap: 0.4rem; align-items: center; height: 28px; padding: 0 0.6rem; text-align: end; border-bottom: 1px solid var(--sunken); white-space: nowrap; }
.tfi-steps-all > .tfi-steps-row { position: absolute; contain: strict; inset: 0 0 auto 0; }
.tfi-steps-row > :first-child { text-align: start; }
.tfi-steps-row[data-here] { background: var(--accent-soft); box-shadow: inset 3px 0 var(--accent); }
.tfi-steps-row .tfi-button { min-height: 1.5rem; justify-content: flex-start; }
.tfi-wf-zoom { position: absolute; inset: auto 0.6rem 0.5rem auto; z-index: 3; }
.tfi-wf-zoom .tfi-button { min-height: 1.5rem; }
.tfi-steps-head { position: sticky; top: 0; z-index: 1; min-width: 27rem; background: var(--surface); color: var(--ink-quiet); font-size: 12px; border-bottom: 1px solid var(--line); }
`;
