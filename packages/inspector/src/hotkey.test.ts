import { expect, test } from 'vitest';
import { DEFAULT_HOTKEY, isHotkey } from './hotkey.ts';

const press = (code: string, ...modifiers: readonly ('ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey')[]): KeyboardEvent =>
  new KeyboardEvent('keydown', { code, ...Object.fromEntries(modifiers.map((name) => [name, true])) });

test.each([
  [DEFAULT_HOTKEY, press('KeyL', 'ctrlKey', 'shiftKey')],
  ['Shift+Ctrl+L', press('KeyL', 'ctrlKey', 'shiftKey')],
  ['alt+1', press('Digit1', 'altKey')],
  ['meta+k', press('KeyK', 'metaKey')],
  ['f9', press('F9')],
])('%s is pressed', (hotkey, event) => {
  expect(isHotkey(event, hotkey)).toBe(true);
});

test.each([
  ['another key', press('KeyK', 'ctrlKey', 'shiftKey')],
  ['a modifier too few', press('KeyL', 'ctrlKey')],
  ['one too many', press('KeyL', 'ctrlKey', 'shiftKey', 'altKey')],
  ['another one', press('KeyL', 'metaKey', 'shiftKey')],
  ['a modifier alone', press('ControlLeft', 'ctrlKey', 'shiftKey')],
])('%s is not the default', (_, event) => {
  expect(isHotkey(event, DEFAULT_HOTKEY)).toBe(false);
});

test('by its place on the keyboard, whatever letter it writes', () => {
  const event = new KeyboardEvent('keydown', { code: 'KeyI', key: 'ˆ', altKey: true, ctrlKey: true });
  expect(isHotkey(event, 'ctrl+alt+i')).toBe(true);
});
