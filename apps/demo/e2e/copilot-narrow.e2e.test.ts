import { afterAll, beforeAll, expect, test } from 'vitest';
import { card, rowsOf, say } from './copilot-page.ts';
import { openPage, startDesk, type StartedDesk } from './start-desk.ts';

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
  await page.getByRole('button', { name: 'Go there' }).tap();
  const link = card(page, 'Create a payment link for $750.00 to Jeff Malone (Harbor Labs)');
  await link.getByRole('button', { name: 'Approve' }).tap();
  await link.getByText('Done').waitFor();
  await page.getByRole('button', { name: 'Close copilot' }).tap();
  expect((await rowsOf(page, 'Payment links'))[1]).toContain('$750.00');
});
