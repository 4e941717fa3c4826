import { expect, test } from 'vitest';
import { card, downloadThread, rowsOf, say, useEndpoint } from './copilot-page.ts';
import { LINK, REQUEST, setting } from './copilot-setting.ts';

const copilot = setting();

test('a payment link streams into its card, waits, is approved, and stands in the table', async () => {
  const page = await copilot.visit();
  const before = await rowsOf(page, 'Payment links');
  await say(page, REQUEST);
  // The card while its fields come in is the card that waits, and the card that is done.
  const element = await page.waitForFunction(() => {
    const writing = document.querySelector('.call-card[data-status="streaming"]');
    return writing?.querySelector('dd')?.textContent === 'Jeff Malone (Harbor Labs)' && writing;
  });
  await card(page, LINK).getByRole('button', { name: 'Approve' }).waitFor();
  expect(await rowsOf(page, 'Payment links')).toEqual(before);
  await card(page, LINK).getByRole('button', { name: 'Approve' }).click();
  await card(page, LINK).getByText('Done').waitFor();
  expect(await element.evaluate((node) => node instanceof HTMLElement && node.dataset['status'])).toBe('succeeded');
  expect(await card(page, LINK).textContent()).toMatch(/Approved by you at \d/);
  const rows = await rowsOf(page, 'Payment links');
  expect(rows).toHaveLength(before.length + 1);
  expect(rows[1]).toContain('Jeff Malone');
  expect(rows[1]).toContain('$750.00');
  expect(rows[1]).toContain('sponsoring the february AI tinkerers meetup');
});

test('a denied call does not happen, and the reason changes the answer', async () => {
  const page = await copilot.visit();
  const before = await rowsOf(page, 'Payment links');
  await say(page, REQUEST);
  await card(page, LINK).getByRole('button', { name: 'Deny' }).click();
  await page.getByLabel('Why not? The copilot reads it.').fill('the budget is $400');
  await card(page, LINK).getByRole('button', { name: 'Deny' }).click();
  await card(page, LINK).getByText('“the budget is $400”').waitFor();
  expect(await rowsOf(page, 'Payment links')).toEqual(before);
  await card(page, /instead/)
    .getByRole('button', { name: 'Yes' })
    .click();
  await card(page, 'Create a payment link for $400.00 to Jeff Malone (Harbor Labs)').waitFor();
});

test('an edited amount is what is stored, and what the log says', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await card(page, LINK).getByRole('button', { name: 'Edit' }).click();
  const amount = page.getByLabel('Amount', { exact: true });
  await amount.fill('five hundred');
  await page.getByRole('button', { name: 'Approve with changes' }).click();
  await page.getByText('Enter an amount above 0, such as 750 or 12.50.').waitFor();
  await amount.fill('-1');
  await page.getByRole('button', { name: 'Approve with changes' }).click();
  expect(await amount.getAttribute('aria-invalid')).toBe('true');
  await amount.fill('500');
  await page.getByRole('button', { name: 'Approve with changes' }).click();
  const edited = card(page, 'Create a payment link for $500.00 to Jeff Malone (Harbor Labs)');
  await edited.getByText('Done').waitFor();
  expect(await edited.getByRole('list', { name: 'Changed before approval' }).textContent()).toBe(
    'Amount: $750.00 → $500.00',
  );
  expect((await rowsOf(page, 'Payment links'))[1]).toContain('$500.00');
  const events = await downloadThread(page);
  const approved = events.find((event) => event.type === 'call.approved');
  expect(approved).toMatchObject({ editedInput: { customerId: 5, amount: 500 }, by: { id: 'desk' } });
  const succeeded = events.findLast((event) => event.type === 'call.succeeded');
  expect(succeeded).toMatchObject({ output: { amount: 500, customer: 'Jeff Malone (Harbor Labs)' } });
});

test('two of three are approved, the third is denied, and only then the model goes on', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const link = (customerId: number, amount: number) => ({
    tool: 'create_payment_link',
    input: { customerId, amount, memo: `Workshop ${amount}` },
  });
  copilot.endpoint.reply({ calls: [link(5, 110), link(6, 120), link(7, 130)] }, { text: 'Two were made.' });
  await say(page, 'three links, please');
  await page.getByText('3 things wait for you').waitFor();
  await card(page, /\$110\.00/)
    .getByRole('button', { name: 'Approve' })
    .click();
  await card(page, /\$110\.00/)
    .getByText('Done')
    .waitFor();
  await page.getByText('2 things wait for you').waitFor();
  await card(page, /\$120\.00/)
    .getByRole('button', { name: 'Deny' })
    .click();
  await card(page, /\$120\.00/)
    .getByRole('button', { name: 'Deny' })
    .click();
  expect(await page.getByText('Two were made.').count()).toBe(0);
  await card(page, /\$130\.00/)
    .getByRole('button', { name: 'Approve' })
    .click();
  await page.getByRole('log').getByText('Two were made.').waitFor();
  const rows = (await rowsOf(page, 'Payment links')).join('\n');
  expect(rows).toContain('Workshop 110');
  expect(rows).not.toContain('Workshop 120');
  expect(rows).toContain('Workshop 130');
});

test('all that waits can be approved together', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const email = (customerId: number) => ({
    tool: 'send_email',
    input: { customerId, subject: 'Studio visit', body: 'See you soon.\n'.repeat(12) },
  });
  copilot.endpoint.reply({ calls: [email(1), email(2), email(3)] }, { text: 'All were sent.' });
  await say(page, 'greet them');
  await page.getByRole('button', { name: 'Approve all 3' }).click();
  const reply = page.getByRole('log').getByText('All were sent.');
  await reply.waitFor();
  // The first card was taken into view; now what came of it is.
  await expect.poll(() => reply.evaluate((line) => line.getBoundingClientRect().bottom)).toBeLessThan(900 - 60);
  const rows = await rowsOf(page, 'Outbox');
  expect(rows.filter((row) => row.includes('Studio visit'))).toHaveLength(3);
});

test('all that waits can be denied together', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const email = (customerId: number) => ({ tool: 'send_email', input: { customerId, subject: 'Sale', body: 'Now.' } });
  copilot.endpoint.reply({ calls: [email(1), email(2)] }, { text: 'None was sent.' });
  await say(page, 'write to them');
  await page.getByRole('button', { name: 'Deny all 2' }).click();
  await page.getByRole('log').getByText('None was sent.').waitFor();
  expect((await rowsOf(page, 'Outbox')).join('\n')).not.toContain('Sale');
});

test('what is always allowed runs without asking until one wants to be asked again', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const link = (amount: number) => ({
    calls: [{ tool: 'create_payment_link', input: { customerId: 5, amount, memo: 'Visit' } }],
  });
  copilot.endpoint.reply(link(10), link(20), { text: 'Both were made.' });
  await say(page, 'two links');
  await card(page, /\$10\.00/)
    .getByLabel('Always allow “Payment link” in this conversation')
    .check();
  await card(page, /\$10\.00/)
    .getByRole('button', { name: 'Approve' })
    .click();
  await page.getByRole('log').getByText('Both were made.').waitFor();
  await card(page, /\$20\.00/)
    .getByText('Ran without asking, as you said')
    .waitFor();
  await page.getByText('Without asking: Payment link').click();
  await page.getByRole('button', { name: 'Ask again: Payment link' }).click();
  await page.getByRole('log').getByText('Asks you again from now on: Payment link').waitFor();
  copilot.endpoint.reply(link(30));
  await say(page, 'one more');
  await card(page, /\$30\.00/)
    .getByRole('button', { name: 'Approve' })
    .waitFor();
  const types = (await downloadThread(page)).map(({ type }) => type);
  expect(types.filter((type) => /^rule|^call\.(admitted|gated)/.test(type))).toEqual([
    'call.gated',
    'rule.added',
    'call.admitted',
    'rule.revoked',
    'call.gated',
  ]);
});

test('what a person wants instead is told to the model, and kept', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const link = { tool: 'create_payment_link', input: { customerId: 5, amount: 90, memo: 'Visit' } };
  copilot.endpoint.reply({ calls: [link] }, { text: 'As you wish.' });
  await say(page, 'a link');
  await card(page, /\$90\.00/)
    .getByRole('button', { name: 'Deny' })
    .click();
  await page.getByLabel('Why not? The copilot reads it.').fill('He pays by bank transfer');
  await page.getByLabel('What should it do instead?').fill('Send an invoice');
  await card(page, /\$90\.00/)
    .getByRole('button', { name: 'Deny' })
    .click();
  await page.getByRole('log').getByText('As you wish.').waitFor();
  expect(await card(page, /\$90\.00/).textContent()).toContain('“He pays by bank transfer”Instead: “Send an invoice”');
  const denied = (await downloadThread(page)).find(({ type }) => type === 'call.denied');
  expect(denied).toMatchObject({ reason: 'He pays by bank transfer', suggestion: 'Send an invoice' });
});

test('a refund of $50 needs nobody, one above does', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const refund = (amount: number) => ({ tool: 'refund_invoice', input: { number: 'INV-1003', amount } });
  copilot.endpoint.reply({ calls: [refund(50), refund(50.01)] });
  await say(page, 'refund');
  await card(page, 'Refund $50.01 on INV-1003').getByRole('button', { name: 'Approve' }).waitFor();
  const free = card(page, 'Refund $50.00 on INV-1003');
  await free.getByText('Needed no approval').waitFor();
  expect(await free.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  const rows = (await rowsOf(page, 'Refunds')).join('\n');
  expect(rows).toContain('$50.00');
  expect(rows).not.toContain('$50.01');
});

test('a name that two customers have is asked about before anything is done', async () => {
  const page = await copilot.visit();
  await say(page, 'create a payment link for $100 to Maria for the menu');
  await card(page, /Which Maria/)
    .getByRole('button', { name: 'Maria Santos (Lumen Dental)' })
    .click();
  await card(page, /Which Maria/)
    .getByText('You answered: Maria Santos (Lumen Dental)')
    .waitFor();
  await card(page, 'Create a payment link for $100.00 to Maria Santos (Lumen Dental)').waitFor();
});
