/**
 * Asks the browser never to throw this site's data away by itself, and says whether it agreed. Without that, a browser
 * that runs out of disk space may delete all of a site's data at once (threads, drafts, caches), least recently used
 * sites first, and Safari does after seven days of browser use in which nobody touched the site. Firefox asks the person,
 * so call it when they have something to lose: after the first message, not when the page opens. A person who clears the
 * site's data deletes threads whatever was agreed.
 *
 * @example if (!(await askToPersist())) showHint('Export what you want to keep.');
 */
export async function askToPersist(): Promise<boolean> {
  const storage: StorageManager | undefined = globalThis.navigator?.storage;
  if (typeof storage?.persist !== 'function') return false;
  return (await storage.persisted()) || storage.persist();
}
