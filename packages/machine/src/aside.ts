/** Calls what only watches. What it throws is thrown where nobody waits for it: a watcher cannot harm what it watches. */
export function aside(watch: () => void): void {
  try {
    watch();
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}
