import { afterAll, beforeAll, expect, test } from 'vitest';
import { say, useEndpoint } from './copilot-page.ts';
import { openPage, startDesk, type StartedDesk } from './start-desk.ts';
import { serveEndpoint, type ScriptedEndpoint } from './scripted-endpoint.ts';

let desk: StartedDesk;
let endpoint: ScriptedEndpoint;

beforeAll(async () => {
  [desk, endpoint] = await Promise.all([startDesk(), serveEndpoint()]);
});

afterAll(async () => {
  await Promise.all([desk?.close(), endpoint?.close()]);
});

test('a payment link streams in, waits, is approved, and stands in the table', async () => {
  const { page } = await desk.visit({ viewport: { width: 1440, height: 900 } });
  await openPage(page, desk.url);
  await useEndpoint(page, endpoint.url);
  endpoint.reply(
    { calls: [{ tool: 'find_customer', input: { name: 'Jeff' } }] },
    {
      text: 'I will create the link.',
      calls: [
        {
          tool: 'create_payment_link',
          input: { customerId: 5, amount: 750, memo: 'February AI Tinkerers meetup sponsorship' },
        },
      ],
      pieceMs: 20,
    },
    { text: 'The link is ready.' },
  );
  await say(page, 'create a payment link for $750 to Jeff for sponsoring the february AI tinkerers meetup');
  const card = page.getByRole('article', { name: 'Create a payment link for $750.00 to Jeff Malone (Harbor Labs)' });
  await card.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('The link is ready.').last().waitFor();
  await page.getByRole('link', { name: 'Payment links' }).first().click();
  const row = page.getByRole('row').filter({ hasText: 'February AI Tinkerers meetup sponsorship' });
  expect(await row.textContent()).toContain('$750.00');
});
