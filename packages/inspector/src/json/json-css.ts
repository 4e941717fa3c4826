/** What trees look like, and text that is only heard. */
export const jsonCss: string = `
.tfi-heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.tfi-tree-box { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.tfi-tree { flex: 1; min-height: 3rem; overflow: auto; padding: 0.25rem 0; font: 12px/1.5 var(--mono); position: relative; }
.tfi-panel .tfi-tree:focus-visible { outline-offset: -2px; }
.tfi-tree-row { position: relative; display: flex; align-items: baseline; gap: 0.35em; padding: 0 0.5rem; white-space: nowrap; cursor: default; min-width: max-content; }
.tfi-tree-row:hover { background: var(--sunken); }
.tfi-tree-row[data-active] { background: var(--accent-soft); }
.tfi-tree-twist { flex: none; width: 10px; color: var(--ink-quiet); }
.tfi-tree-twist[data-open='true'] svg { transform: rotate(90deg); }
.tfi-tree-name { color: var(--ink-quiet); }
.tfi-tree-row[data-kind='string'] .tfi-tree-value { color: var(--good); }
.tfi-tree-row[data-kind='number'] .tfi-tree-value, .tfi-tree-row[data-kind='boolean'] .tfi-tree-value { color: var(--busy); }
.tfi-tree-row[data-kind='null'] .tfi-tree-value { color: var(--ink-quiet); }
.tfi-tree-row[data-kind='text'] { min-width: 0; }
.tfi-tree-row[data-kind='text'] .tfi-tree-value { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 60rem; padding-inline-start: 0.5rem; border-inline-start: 2px solid var(--line); }
.tfi-tree-mark { flex: none; width: 0.9em; text-align: center; font-weight: 700; }
.tfi-tree-row[data-mark='added'] { background: var(--good-soft); }
.tfi-tree-row[data-mark='added'] .tfi-tree-mark { color: var(--good); }
.tfi-tree-row[data-mark='removed'] { background: var(--bad-soft); }
.tfi-tree-row[data-mark='removed'] .tfi-tree-mark { color: var(--bad); }
.tfi-tree-row[data-mark='changed'] .tfi-tree-mark { color: var(--warn); }
.tfi-tree-row[data-mark][data-active] { box-shadow: inset 3px 0 var(--accent); }
.tfi-tree-before { color: var(--ink-quiet); }
.tfi-tree-foot { flex: none; display: flex; align-items: center; gap: 0.35rem; padding: 0.15rem 0.5rem; border-top: 1px solid var(--line); background: var(--surface); }
.tfi-tree-foot .tfi-button { min-height: 1.5rem; font-size: 12px; }
.tfi-tree-path { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; direction: rtl; text-align: start; unicode-bidi: plaintext; }
`;
