/** Shows an entry where the app marks its elements with `data-entry-id`. */
export function scrollToEntry(entryId: string): void {
  document
    .querySelector(`[data-entry-id="${CSS.escape(entryId)}"]`)
    ?.scrollIntoView({ block: 'center', behavior: 'smooth' });
}
