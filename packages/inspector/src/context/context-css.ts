/** What the pane of the context window looks like. */
export const contextCss: string = `
.tfi-ctx { flex: 1; min-height: 0; overflow: auto; position: relative; container-type: inline-size; }
.tfi-panel .tfi-ctx:focus-visible { outline-offset: -2px; }
.tfi-ctx p { margin: 0; }
.tfi-ctx-bar { position: sticky; top: 0; z-index: 1; flex-wrap: wrap; }
.tfi-ctx-select { flex: 1 1 9.25rem; width: 9.25rem; max-width: 15rem; }
.tfi-ctx-facts { display: grid; gap: 0.4rem; padding: 0.5rem 0.75rem; }
.tfi-ctx-check { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35em; font-weight: 600; }
.tfi-ctx-check .tfi-quiet { font-weight: 400; }
.tfi-ctx-check[data-check='same'] { color: var(--good); }
.tfi-ctx-check[data-check='other'] { display: block; padding: 0.25rem 0.5rem; border-inline-start: 3px solid var(--warn); background: var(--warn-soft); color: var(--warn); }
.tfi-ctx-broken { padding: 0.25rem 0.5rem; border-inline-start: 3px solid var(--warn); background: var(--warn-soft); color: var(--warn); }
.tfi-ctx-numbers { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr)); gap: 0.35rem 1rem; margin: 0; }
.tfi-ctx-numbers > div { min-width: 0; }
.tfi-ctx-numbers dt { color: var(--ink-quiet); font-size: 12px; }
.tfi-ctx-numbers dd { margin: 0; overflow-wrap: anywhere; }
.tfi-ctx-share-bar { display: flex; gap: 1px; height: 8px; border-radius: 4px; overflow: hidden; background: var(--sunken); }
.tfi-ctx-share-bar span { min-width: 2px; flex-basis: 0; }
.tfi-ctx-share ul { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; margin: 0.3rem 0 0; padding: 0; list-style: none; }
.tfi-ctx-share li::before { content: ''; display: inline-block; width: 0.65em; height: 0.65em; margin-inline-end: 0.4em; border-radius: 2px; background: var(--share); }
.tfi-ctx-share-bar span { background: var(--share); }
.tfi-ctx [data-share='system'] { --share: var(--accent); }
.tfi-ctx [data-share='tool'] { --share: var(--ink-quiet); }
.tfi-ctx [data-share='user'] { --share: var(--busy); }
.tfi-ctx [data-share='assistant'] { --share: var(--warn); }
.tfi-ctx [data-share='result'] { --share: var(--line-control); }
.tfi-ctx-copy { display: flex; flex-wrap: wrap; gap: 0.35rem; padding: 0 0.75rem 0.6rem; }
.tfi-ctx-by-hand { flex: 1 0 100%; display: grid; gap: 0.35rem; justify-items: start; }
.tfi-ctx-by-hand label { display: grid; gap: 0.25rem; width: 100%; }
.tfi-ctx-by-hand textarea { width: 100%; padding: 0.4em; resize: vertical; }

.tfi-ctx-list { position: relative; border-top: 1px solid var(--line); }
.tfi-ctx-row { position: absolute; inset: 0 0 auto 0; }
.tfi-ctx-group { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1rem; padding: 0.35rem 0.75rem; background: var(--sunken); border-bottom: 1px solid var(--line); }
.tfi-ctx-group h3 { margin: 0; font-size: 13px; font-weight: 600; }
.tfi-ctx-section { display: grid; gap: 0.35rem; padding-block: 0.45rem; padding-inline: calc(0.75rem - 3px) 0.75rem; border-inline-start: 3px solid transparent; border-bottom: 1px solid var(--line); }
.tfi-ctx-section[data-change='added'] { border-inline-start-color: var(--good); }
.tfi-ctx-section[data-change='changed'] { border-inline-start-color: var(--warn); }
.tfi-ctx-section[data-change='removed'] { border-inline-start-color: var(--bad); background: var(--bad-soft); }
.tfi-ctx-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.5rem; min-width: 0; }
.tfi-ctx-head strong { overflow-wrap: anywhere; min-width: 0; }
.tfi-ctx-head .tfi-button { min-height: 1.4rem; padding: 0 0.3em; text-decoration: underline; color: var(--ink-quiet); }
.tfi-badge[data-change='added'] { background: var(--good-soft); color: var(--good); }
.tfi-badge[data-change='changed'] { background: var(--warn-soft); color: var(--warn); }
.tfi-badge[data-change='removed'] { background: var(--bg); color: var(--bad); }
.tfi-ctx-part { min-width: 0; }
.tfi-ctx-part[data-kind='schema'] { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.5rem; }
.tfi-ctx-part[data-kind='schema'] .tfi-ctx-text { flex: 1 0 100%; }
.tfi-ctx-part-title { color: var(--ink-quiet); font-size: 12px; overflow-wrap: anywhere; }
.tfi-ctx-part[data-kind='reasoning'] .tfi-ctx-text { color: var(--ink-quiet); font-style: italic; }
.tfi-ctx-part[data-kind='error'] .tfi-ctx-text { color: var(--bad); }
.tfi-ctx-part[data-kind='denied'] .tfi-ctx-text { color: var(--warn); }
.tfi-ctx-text { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
.tfi-ctx-text[data-mono] { font: 12px/1.5 var(--mono); padding: 0.3rem 0.5rem; border-radius: var(--radius); background: var(--sunken); }
.tfi-ctx-more { display: flex; gap: 0.35rem; }
.tfi-ctx-more .tfi-button { min-height: 1.5rem; padding: 0 0.3em; color: var(--accent); text-decoration: underline; }
.tfi-ctx-prefix { display: flex; align-items: center; gap: 0.6rem; padding: 0.15rem 0.75rem; color: var(--accent); font-size: 12px; }
.tfi-ctx-prefix::before, .tfi-ctx-prefix::after { content: ''; flex: 1; border-top: 2px dashed var(--accent); }
.tfi-ctx-diff { min-width: 0; border-radius: var(--radius); background: var(--sunken); overflow: hidden; padding: 0.2rem 0; }
.tfi-ctx-line { margin: 0; padding: 0 0.5rem 0 1.9rem; text-indent: -1.4rem; font: 12px/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.tfi-ctx-line[data-kind='added'] { background: var(--good-soft); color: var(--good); }
.tfi-ctx-line[data-kind='removed'] { background: var(--bad-soft); color: var(--bad); }
.tfi-ctx-gap { padding: 0.1rem 0.5rem; color: var(--ink-quiet); font-size: 12px; border-block: 1px dotted var(--line); }
@media (pointer: coarse) { .tfi-ctx-head .tfi-button, .tfi-ctx-more .tfi-button { min-height: 2rem; } }
`;
