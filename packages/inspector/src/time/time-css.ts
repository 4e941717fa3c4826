/** What the time bar looks like. */
export const timeCss: string = `
.tfi-time { flex: none; container: tfi-time / inline-size; border-bottom: 1px solid var(--line); background: var(--surface); padding: 0.2rem 0.6rem 0.3rem; }
.tfi-time-row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.4rem; }
.tfi-time-row + .tfi-time-row { margin-top: 0.2rem; }
.tfi-time-group { display: flex; }
.tfi-time-label { flex: 0 1 17rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums; }
.tfi-scrubber { flex: 1 1 16rem; min-width: 8rem; }
.tfi-scrubber input { display: block; width: 100%; height: var(--control); margin: 0; accent-color: var(--accent); cursor: pointer; }
.tfi-marks { height: 11px; margin: -0.25rem 8px 0; background-repeat: no-repeat; background-size: 100% 3px; background-position: 0 0, 0 4px, 0 8px; }
.tfi-live { gap: 0.4em; }
.tfi-live-dot { width: 0.55em; height: 0.55em; border-radius: 50%; border: 1.5px solid currentColor; }
.tfi-live[aria-pressed='true'] .tfi-live-dot { background: currentColor; }
.tfi-live-behind { font-size: 12px; color: var(--ink-quiet); font-variant-numeric: tabular-nums; }
.tfi-time-note { flex: 1 1 100%; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.6rem; margin: 0.2rem 0 0; padding: 0.2rem 0.5rem; border-radius: var(--radius); background: var(--sunken); overflow-wrap: anywhere; }
.tfi-time-note.tfi-problem { background: var(--bad-soft); }
.tfi-time-note p { margin: 0; max-width: 75ch; }
@container tfi-time (max-width: 560px) {
  .tfi-scrubber { order: -1; flex-basis: 100%; }
  .tfi-time-label { flex: 1 1 8rem; }
}
`;
