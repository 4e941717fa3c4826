import { afterAll, beforeAll, expect, test } from 'vitest';
import { card, rowsOf, say } from './copilot-page.ts';
import { openPage, startDesk, takePicture, type StartedDesk } from './start-desk.ts';

let desk: StartedDesk;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(() => desk?.close());

test('on a phone the copilot calls from behind its closed sheet, and one tap approves', async () => {
  const { page } = await desk.visit({ viewport: { width: 360, height: 740 }, hasTouch: true });
  await openPage(page, desk.url);
  const opener = page.getByRole('button', { name: 'Copilot', exact: true });
  await opener.tap();
  await say(page, 'create a payment link for $750 to Jeff for the meetup');
  await page.getByRole('button', { name: 'Close copilot' }).tap();
  await page.getByRole('status').getByText('The copilot waits for you').waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest('.copilot-slot'))).toBeNull();
  await opener.tap();
  const link = card(page, 'Create a payment link for $750.00 to Jeff Malone (Harbor Labs)');
  await link.getByRole('button', { name: 'Approve' }).tap();
  await link.getByText('Done').waitFor();
  await page.getByRole('button', { name: 'Close copilot' }).tap();
  expect((await rowsOf(page, 'Payment links'))[1]).toContain('$750.00');
});

test('on a phone one taps to say a message differently, to go between branches, and to go to another conversation', async () => {
  const { page } = await desk.visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await openPage(page, desk.url);
  await page.getByRole('button', { name: 'Copilot', exact: true }).tap();
  await say(page, 'Which invoices are overdue?');
  const reply = page.getByRole('log').locator('.reply');
  await reply.filter({ hasText: 'INV-1042' }).waitFor();
  const pencil = page.getByRole('button', { name: 'Change this message' });
  const { width = 0, height = 0 } = (await pencil.boundingBox()) ?? {};
  expect([width >= 44, height >= 44]).toEqual([true, true]);
  expect(await pencil.evaluate((button) => getComputedStyle(button).opacity)).toBe('1');
  await pencil.tap();
  await page
    .getByRole('textbox', { name: 'Your message, said anew' })
    .fill('create a payment link for $80 to Jeff for lunch');
  await page.getByRole('button', { name: 'Send in a branch' }).tap();
  await card(page, /\$80\.00/).waitFor();
  await page.getByRole('button', { name: 'Previous branch' }).scrollIntoViewIfNeeded();
  await takePicture(page, 'copilot-touch-360');
  await page.getByRole('button', { name: 'Previous branch' }).tap();
  await reply.filter({ hasText: 'INV-1042' }).waitFor();
  await page.getByRole('button', { name: /^Conversations/ }).tap();
  const threads = page.getByRole('dialog', { name: 'Conversations' });
  await takePicture(page, 'copilot-touch-threads-360');
  await threads.getByRole('listitem').filter({ hasText: 'Waits for you' }).getByRole('button').first().tap();
  await card(page, /\$80\.00/)
    .getByRole('button', { name: 'Approve' })
    .tap();
  await card(page, /\$80\.00/)
    .getByText('Done')
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
