export const DEFAULT_HOTKEY = 'ctrl+shift+l';

/** Whether a key press is the one that is meant, `ctrl+alt+i` for example: a letter or digit with its modifiers, in any order. */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  const parts = hotkey.toLowerCase().split('+');
  const has = (name: string): boolean => parts.includes(name);
  // By place on the keyboard: with Alt or Shift held, the letter itself may be another one.
  const key = event.code.replace(/^(Key|Digit)/, '').toLowerCase();
  return (
    key === parts.at(-1) &&
    event.ctrlKey === has('ctrl') &&
    event.shiftKey === has('shift') &&
    event.altKey === has('alt') &&
    event.metaKey === has('meta')
  );
}
