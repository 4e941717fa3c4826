/** In a hidden tab no frame ever comes; then this long is a frame. */
const HIDDEN_FRAME_MS = 250;

/** `work`, once for each animation frame however often it is asked for; at once where there are no frames. */
export function onFrame(work: () => void): () => void {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    // The timer may outlive the frames: tests take their DOM away.
    if (frame !== undefined && typeof cancelAnimationFrame === 'function') cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = undefined;
    work();
  };
  return () => {
    if (typeof requestAnimationFrame !== 'function') return work();
    if (frame !== undefined) return;
    frame = requestAnimationFrame(flush);
    timer = setTimeout(flush, HIDDEN_FRAME_MS);
  };
}
