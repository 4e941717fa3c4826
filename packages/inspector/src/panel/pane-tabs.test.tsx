import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { PaneTabs } from './pane-tabs.tsx';

const PANES = ['Log', 'Context', 'State'].map((title) => ({ id: title.toLowerCase(), title }));

function Tabs() {
  const [shown, show] = useState('log');
  return <PaneTabs panes={PANES} shown={shown} id="a" onChoose={show} />;
}

test('one tab is a stop, and the arrow keys go round', async () => {
  const user = userEvent.setup();
  render(<Tabs />);
  const places = [];
  await user.tab();
  for (const key of ['{ArrowRight}', '{ArrowRight}', '{ArrowRight}', '{ArrowLeft}', 'x']) {
    await user.keyboard(key);
    const chosen = screen.getByRole('tab', { selected: true });
    places.push([chosen.textContent, chosen === document.activeElement, chosen.tabIndex]);
  }
  expect(places).toEqual([
    ['Context', true, 0],
    ['State', true, 0],
    ['Log', true, 0],
    ['State', true, 0],
    ['State', true, 0],
  ]);
  await user.tab();
  expect(document.activeElement).toBe(document.body);
  await user.click(screen.getByText('Context'));
  expect(screen.getByRole('tab', { selected: true }).id).toBe('a-context');
});
