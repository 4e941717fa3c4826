import { act, fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { JsonTree } from './json-tree.tsx';

test('what the tree is at can be copied: its path, and its value as JSON', async () => {
  const written: string[] = [];
  let isAllowed = true;
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => {
    if (!isAllowed) throw new Error('Not allowed.');
    written.push(text);
  });
  render(<JsonTree value={{ run: { id: 1, tags: ['a b'] } }} label="State" />);
  fireEvent.click(screen.getByText('run:'));
  fireEvent.click(screen.getByText('tags:'));
  for (const what of ['Copy path', 'Copy value']) await act(async () => fireEvent.click(screen.getByText(what)));
  expect(written).toEqual(['run.tags', '[\n  "a b"\n]']);
  expect(screen.getAllByText('Copied')).toHaveLength(2);
  fireEvent.keyDown(screen.getByRole('tree'), { key: 'ArrowDown' });
  isAllowed = false;
  await act(async () => fireEvent.click(screen.getAllByText('Copied')[1]!));
  expect(screen.getByText('The browser did not allow it')).toBeDefined();
});
