/** Names for every color and size, and what the panel's own parts look like. All names begin with `tfi-`. */
export const panelCss = `
.tfi-panel {
  --bg: light-dark(#fbfaf8, #15181a);
  --surface: light-dark(#ffffff, #1c2023);
  --sunken: light-dark(#f1efea, #22272a);
  --line: light-dark(#e0dcd4, #30363b);
  --line-control: light-dark(#8f897e, #727b82);
  --ink: light-dark(#1f2428, #e9e7e2);
  --ink-quiet: light-dark(#565c63, #a9b1b7);
  --accent: light-dark(#17614e, #7fd1b3);
  --accent-soft: light-dark(#dcece5, #1d332c);
  --on-accent: light-dark(#ffffff, #0b2a20);
  --busy: light-dark(#1d4f91, #a3c7f7);
  --busy-soft: light-dark(#e2ebf8, #1c2d45);
  --warn: light-dark(#7a4a00, #f2c879);
  --warn-soft: light-dark(#f8ecd3, #3a2d12);
  --bad: light-dark(#9c2715, #ffb5a7);
  --bad-soft: light-dark(#fbe4df, #44211b);
  --good: light-dark(#17603d, #8bdcb8);
  --good-soft: light-dark(#def0e5, #15342a);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
  --font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif;
  --radius: 6px;
  --control: 1.75rem;

  all: initial;
  color-scheme: inherit;
  display: flex;
  flex-direction: column;
  box-sizing: border-box;
  min-width: 0;
  min-height: 0;
  background: var(--bg);
  color: var(--ink);
  font: 13px/1.45 var(--font);
}
.tfi-panel[data-theme='light'] { color-scheme: light; }
.tfi-panel[data-theme='dark'] { color-scheme: dark; }
.tfi-panel *, .tfi-panel *::before, .tfi-panel *::after { box-sizing: border-box; }
.tfi-panel[data-dock='bottom'] { position: fixed; inset: auto 0 0 0; border-top: 1px solid var(--line-control); z-index: 2147483000; }
.tfi-panel[data-dock='right'] { position: fixed; inset: 0 0 0 auto; border-left: 1px solid var(--line-control); z-index: 2147483000; }
.tfi-panel[data-dock='window'] { position: fixed; inset: 0; }

.tfi-panel button, .tfi-panel select, .tfi-panel input, .tfi-panel textarea { font: inherit; color: inherit; }
.tfi-panel :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.tfi-button {
  display: inline-flex; align-items: center; justify-content: center; gap: 0.35em;
  min-height: var(--control); min-width: var(--control); padding: 0 0.55em;
  border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); cursor: pointer;
}
.tfi-button:hover { border-color: var(--line-control); }
.tfi-button[aria-pressed='true'], .tfi-button[data-strong] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.tfi-button[aria-disabled='true'] { color: var(--ink-quiet); cursor: default; background: var(--sunken); }
.tfi-button[data-plain] { border-color: transparent; background: none; }
.tfi-button[data-plain][aria-pressed='true'] { background: var(--accent-soft); color: var(--ink); }
.tfi-field { min-height: var(--control); min-width: 0; max-width: 100%; padding: 0 0.4em; border: 1px solid var(--line-control); border-radius: var(--radius); background: var(--surface); }
.tfi-choice { display: inline-flex; }
.tfi-choice .tfi-button { border-radius: 0; margin-inline-start: -1px; border-color: var(--line-control); }
.tfi-choice .tfi-button:first-child { border-start-start-radius: var(--radius); border-end-start-radius: var(--radius); margin-inline-start: 0; }
.tfi-choice .tfi-button:last-child { border-start-end-radius: var(--radius); border-end-end-radius: var(--radius); }
.tfi-quiet { color: var(--ink-quiet); }
.tfi-mono { font-family: var(--mono); font-size: 12px; }
.tfi-badge { display: inline-block; padding: 0 0.5em; border-radius: 999px; background: var(--sunken); color: var(--ink-quiet); font-size: 12px; }
.tfi-empty { padding: 1rem; color: var(--ink-quiet); }
.tfi-problem { margin: 0; padding: 0.4rem 0.75rem; background: var(--bad-soft); color: var(--bad); }

.tfi-bar { display: flex; align-items: center; gap: 0.35rem; padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); background: var(--surface); }
.tfi-title { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; margin: 0; font-size: 13px; }
.tfi-spring { flex: 1; min-width: 0; }
.tfi-columns { flex: 1; min-height: 0; display: flex; }
.tfi-column { flex: 1; min-width: 0; display: flex; flex-direction: column; border-left: 1px solid var(--line); }
.tfi-column:first-child { border-left: 0; }
.tfi-tabs { display: flex; align-items: stretch; gap: 0.15rem; padding: 0 0.4rem; border-bottom: 1px solid var(--line); overflow-x: auto; flex: none; }
.tfi-tab { border: 0; border-bottom: 2px solid transparent; background: none; padding: 0.35rem 0.6rem; cursor: pointer; color: var(--ink-quiet); white-space: nowrap; }
.tfi-tab[aria-selected='true'] { color: var(--ink); border-bottom-color: var(--accent); font-weight: 600; }
.tfi-pane { flex: 1; min-height: 0; overflow: auto; display: flex; flex-direction: column; }
.tfi-grip { position: absolute; background: transparent; touch-action: none; z-index: 1; }
.tfi-panel[data-dock='bottom'] > .tfi-grip { inset: -4px 0 auto 0; height: 8px; cursor: ns-resize; }
.tfi-panel[data-dock='right'] > .tfi-grip { inset: 0 auto 0 -4px; width: 8px; cursor: ew-resize; }
.tfi-grip:hover, .tfi-grip:focus-visible { background: var(--accent); }
@media (pointer: coarse) { .tfi-panel { --control: 2.5rem; } }
@media (prefers-reduced-motion: reduce) { .tfi-panel * { transition: none !important; animation: none !important; } }
`;
