/** What waits for a person looks like. */
export const waitingCss: string = `
.tfi-waiting { flex: none; max-height: 50%; overflow: auto; border-bottom: 1px solid var(--line); background: var(--surface); padding: 0.3rem 0.6rem; }
.tfi-waiting:focus-visible { outline-offset: -2px; }
.tfi-waiting p { margin: 0.15rem 0; overflow-wrap: anywhere; }
.tfi-waiting-row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.4rem; }
.tfi-waiting-phase { margin-inline-end: auto; padding: 0 0.6em; border-radius: 999px; background: var(--busy-soft); color: var(--busy); overflow-wrap: anywhere; }
.tfi-waiting-phase[data-waits='true'] { background: var(--warn-soft); color: var(--warn); font-weight: 600; }
.tfi-waiting-list { list-style: none; margin: 0.3rem 0 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.3rem; }
.tfi-waiting-item { padding: 0.3rem 0.5rem; border: 1px solid var(--line); border-inline-start: 3px solid var(--warn); border-radius: var(--radius); background: var(--bg); }
.tfi-waiting-item[aria-busy='true'] { opacity: 0.75; }
.tfi-waiting-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.6rem; margin-bottom: 0.2rem; }
.tfi-waiting-value { flex: 1 1 14rem; min-width: 0; max-width: 100%; }
.tfi-waiting-value > summary { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; cursor: pointer; }
.tfi-waiting-value > pre { margin: 0.2rem 0; padding: 0.3rem 0.5rem; max-height: 12rem; overflow: auto; border-radius: var(--radius); background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere; }
.tfi-waiting-text { white-space: pre-wrap; }
.tfi-waiting-row > .tfi-field { flex: 1 1 8rem; max-width: 24rem; }
.tfi-waiting-row > textarea.tfi-field { padding-block: 0.25em; resize: vertical; }
.tfi-waiting-field { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.3rem; }
.tfi-waiting-field .tfi-field { width: 9rem; }
`;
