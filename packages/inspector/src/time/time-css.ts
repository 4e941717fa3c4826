/** What the time bar looks like. */
export const timeCss: string = `
.tfi-time { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.4rem; padding: 0.2rem 0.6rem 0.3rem; border-bottom: 1px solid var(--line); background: var(--surface); }
.tfi-time-box { flex: none; container: tfi-time / inline-size; }
.tfi-time-group { display: flex; }
.tfi-time-label { flex: 0 1 15rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums; }
.tfi-scrubber { flex: 1 1 16rem; min-width: 8rem; }
.tfi-scrubber input { display: block; width: 100%; height: var(--control); margin: 0; accent-color: var(--accent); cursor: pointer; }
.tfi-marks { height: 13px; margin: -0.3rem 8px 0; background-repeat: no-repeat; background-size: 100% 4px; background-position: 0 0, 0 4.5px, 0 9px; }
.tfi-live { gap: 0.4em; }
.tfi-live-dot { width: 0.55em; height: 0.55em; border-radius: 50%; border: 1.5px solid currentColor; }
.tfi-live[aria-pressed='true'] .tfi-live-dot { background: currentColor; }
.tfi-time-note { order: 1; flex: 1 1 100%; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.6rem; margin: 0; padding: 0.15rem 0.5rem; border-radius: var(--radius); background: var(--sunken); overflow-wrap: anywhere; }
.tfi-time-note.tfi-problem { background: var(--bad-soft); }
.tfi-time-note p { margin: 0; }
@container tfi-time (max-width: 900px) {
  .tfi-time-label { flex-basis: 100%; order: -2; }
  .tfi-scrubber { flex-basis: 100%; order: -1; }
}
@container tfi-time (min-width: 560px) and (max-width: 900px) {
  .tfi-time-label { flex: 0 1 15rem; order: 0; }
}
`;
