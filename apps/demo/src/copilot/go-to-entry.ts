/** Brings what the log knows under this id into view, where it is drawn: of a long conversation only a part is. */
export function goToEntry(entryId: string): void {
  const id = CSS.escape(entryId);
  const element = document.querySelector(`[data-call="${id}"], [data-row="${id}"]`);
  element?.scrollIntoView({ block: 'center' });
}
