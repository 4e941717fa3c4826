/** The machine as a person sees it: the whole of it at every width, what was taken last, and its steps in time. */
import type { LiveAgent } from '@twelvefold/react';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setting } from './setting.ts';
import { focused, tabTo, takePicture, violationsIn } from './time-page.ts';

declare const agent: LiveAgent;

const app = setting();

interface Look {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  readonly dock?: 'bottom' | 'right';
}

async function opened(thread: string, { width, colorScheme, dock = 'bottom' }: Look): Promise<Page> {
  const page = await app.browser.newPage({ viewport: { width, height: 1000 }, colorScheme, reducedMotion: 'reduce' });
  await page.goto(`${app.url}?thread=${thread}&dock=${dock}&theme=${colorScheme}&open`);
  await page.getByRole('tree', { name: 'States of agent' }).waitFor();
  return page;
}

const chosen = (page: Page): Promise<string | null> =>
  page.getByRole('treeitem', { selected: true }).last().getAttribute('data-state');

/** Where a state is, in a part of the chart's room: 0 to 1 is in sight. */
function place(page: Page, state: string): Promise<readonly number[]> {
  return page.locator(`[data-state="${state}"] > rect`).evaluate((box) => {
    const room = box.closest('.tfi-chart-frame')?.getBoundingClientRect();
    const { left, top, right, bottom } = box.getBoundingClientRect();
    if (!room) return [];
    return [
      (left - room.left) / room.width,
      (top - room.top) / room.height,
      (right - room.left) / room.width,
      (bottom - room.top) / room.height,
    ];
  });
}

const docks = { bottom: 'Dock to the bottom', right: 'Dock to the right' };

test.each(['light', 'dark'] as const)(
  'in %s colors the active state is in sight at every width, and axe has no objection',
  async (colorScheme) => {
    const page = await opened('waiting', { width: 1600, colorScheme });
    for (const [width, dock] of [
      [1600, 'bottom'],
      [900, 'right'],
      [360, 'right'],
    ] as const) {
      await page.setViewportSize({ width, height: 1000 });
      await page.getByRole('button', { name: docks[dock] }).click();
      expect(await chosen(page)).toBe('agent.acting.awaitingApproval');
      await expect
        .poll(async () =>
          (await place(page, 'agent.acting.awaitingApproval')).filter((share) => share > 0 && share < 1),
        )
        .toHaveLength(4);
      expect(await page.locator('.tfi-trace').count()).toBe(2);
      expect(await violationsIn(page, ['.tfi-chart'])).toEqual([]);
      await takePicture(page, `machine-${width}-${colorScheme}`);
      await page.getByRole('button', { name: 'Taken' }).click();
      await page.getByText('model.replied ×2').waitFor();
      await takePicture(page, `machine-taken-${width}-${colorScheme}`);
      await page.getByRole('button', { name: 'Chart', exact: true }).click();
      await page.locator('text', { hasText: 'not awaitingApproval' }).waitFor();
    }
    await page.close();
  },
);

test('the chart is read, walked and moved by keys, and dragged and zoomed by a pointer', async () => {
  const page = await opened('waiting', { width: 900, colorScheme: 'light', dock: 'right' });
  const frame = page.getByRole('group', { name: /^Statechart of agent/ });
  await page.getByRole('button', { name: 'Taken' }).focus();
  await tabTo(page, (await frame.getAttribute('aria-label')) ?? '');
  const before = await place(page, 'agent.idle');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('+');
  expect(await place(page, 'agent.idle')).not.toEqual(before);
  await page.keyboard.press('0');
  await expect.poll(() => place(page, 'agent.idle')).toEqual(before);
  await page.keyboard.press('Tab');
  expect(await focused(page)).toMatch(/^awaitingApproval, active\. /);
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  expect(await focused(page)).toBe('idle. if not idle to route');
  expect((await place(page, 'agent.idle')).filter((share) => share < 0 || share > 1)).toEqual([]);

  const box = await frame.boundingBox();
  if (!box) throw new Error('The chart has no place.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const seen = await place(page, 'agent.route');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 30, { steps: 3 });
  await page.mouse.up();
  const draggedPx = async () => (((await place(page, 'agent.route'))[0] ?? 0) - (seen[0] ?? 0)) * box.width;
  await expect.poll(draggedPx).toBeCloseTo(60, 0);
  const dragged = await place(page, 'agent.route');
  await page.mouse.wheel(0, -120);
  await page.waitForTimeout(300);
  expect(await place(page, 'agent.route')).toEqual(dragged);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect.poll(() => place(page, 'agent.route')).not.toEqual(dragged);
  await page.getByRole('button', { name: 'As text' }).click();
  expect(await violationsIn(page, ['.tfi-chart'])).toEqual([]);
  await takePicture(page, 'machine-text-900-light');
  await page.close();
});

test('an approval passes through the chart, and the layout is loaded with the first one', async () => {
  const page = await app.browser.newPage({ viewport: { width: 1600, height: 900 }, reducedMotion: 'no-preference' });
  const files: string[] = [];
  page.on('request', (request) => new URL(request.url()).pathname.endsWith('.js') && files.push(request.url()));
  const layouts = async (): Promise<readonly string[]> => {
    const texts = await Promise.all(files.map(async (url) => (await fetch(url)).text()));
    return files.filter((_, index) => texts[index]?.includes('network-simplex'));
  };
  await page.goto(`${app.url}?thread=waiting`);
  await page.getByRole('heading', { name: 'An app with an agent' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(files.length).toBeGreaterThan(0);
  expect(await layouts()).toEqual([]);
  await page.getByLabel('Message').focus();
  await page.keyboard.press('Control+Shift+L');
  await page.getByRole('tree', { name: 'States of agent' }).waitFor();
  // Not in the panel's own file: in one of its own.
  const [layout, ...others] = await layouts();
  expect([layout?.includes('layout-chart'), others]).toEqual([true, []]);

  await page.evaluate(() => agent.approve('2.0'));
  const actors = page.getByRole('list', { name: 'Actors' });
  await expect.poll(() => chosen(page)).toBe('agent.done');
  expect(await actors.count()).toBe(0);
  expect(await page.locator('.tfi-chart-bar p').textContent()).toBe('running → done on run.finished');
  await page.close();
});
