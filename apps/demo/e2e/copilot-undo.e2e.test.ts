import { expect, test } from 'vitest';
import { card, downloadThread, rowsOf, say } from './copilot-page.ts';
import { LINK, REQUEST, setting } from './copilot-setting.ts';
import { takePicture } from './start-desk.ts';

const copilot = setting();

test('a link that was made is undone with one click, and the copilot hears of it', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  const made = page.getByRole('article', { name: LINK, exact: true });
  await made.getByRole('button', { name: 'Approve' }).click();
  await made.getByText('The link is ready.').waitFor();
  await page.getByRole('log').getByText('Done: a payment link').waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  expect((await rowsOf(page, 'Payment links'))[1]).toContain('Active');
  await takePicture(page, 'copilot-undoable-1440-light');

  await made.getByRole('button', { name: 'Undo' }).click();
  const undo = card(page, `Undo: ${LINK}`);
  await undo.getByText('It was undone.').waitFor();
  expect(await undo.textContent()).toMatch(/Asked for by you at \d/);
  await page.getByRole('log').getByText('The payment link is canceled').waitFor();
  expect(await made.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  expect(await made.textContent()).toContain('Undone by you');
  expect(await made.locator('.badge').textContent()).toBe('Undone');
  // It stands behind what was said before it was asked for.
  const log = await page.getByRole('log').innerText();
  expect(log.indexOf('Done: a payment link')).toBeLessThan(log.indexOf(`Undo: ${LINK}`));
  expect(log.indexOf(`Undo: ${LINK}`)).toBeLessThan(log.indexOf('The payment link is canceled'));
  expect(await undo.getByRole('button').count()).toBe(0);
  expect((await rowsOf(page, 'Payment links'))[1]).toContain('Canceled');
  await takePicture(page, 'copilot-undone-1440-light');

  const events = await downloadThread(page);
  expect(events.filter(({ type }) => type === 'undo.requested')).toHaveLength(1);
  const keys = events.flatMap((event) => (event.type === 'call.claimed' ? [event.idempotencyKey] : []));
  expect(keys.at(-1)).toBe(`${keys.at(-2)}.undo`);
});
