import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, startDesk, takePicture, type StartedDesk, type Visit } from './start-desk.ts';

let desk: StartedDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

/** Runs one test as a new visitor, and fails it for anything the page reports as an error. */
async function asVisitor(hash: string, walk: (page: Page, visit: Visit) => Promise<void>): Promise<void> {
  const visit = await desk.visit({ viewport: { width: 1440, height: 900 } });
  try {
    await openPage(visit.page, desk.url, hash);
    await walk(visit.page, visit);
    expect(visit.troubles).toEqual([]);
  } finally {
    await visit.context.close();
  }
}

const firstColumn = (page: Page) => page.locator('tbody th').allInnerTexts();

test('the built page allows only its own files to run, and runs', () =>
  asVisitor('#/invoices', async (page) => {
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect((await firstColumn(page)).length).toBe(62);
    expect(await page.title()).toBe('Invoices · Tallow & Reed');
  }));

test('a table is sorted by its titles, and says so', () =>
  asVisitor('#/invoices', async (page) => {
    const amount = page.getByRole('columnheader', { name: 'Amount' });
    expect(await amount.getAttribute('aria-sort')).toBeNull();
    await amount.getByRole('button').click();
    expect([await amount.getAttribute('aria-sort'), (await firstColumn(page))[0]]).toEqual(['ascending', 'INV-1050']);
    await amount.getByRole('button').press('Enter');
    expect([await amount.getAttribute('aria-sort'), (await firstColumn(page))[0]]).toEqual(['descending', 'INV-1014']);
    const number = page.getByRole('columnheader', { name: 'Number' });
    expect(await number.getAttribute('aria-sort')).toBeNull();
  }));

test('a table is filtered by typing and by status, counts what is left, and can be cleared', () =>
  asVisitor('#/invoices', async (page) => {
    const filter = page.getByRole('searchbox', { name: 'Filter' });
    await filter.fill('jeff november');
    expect(await firstColumn(page)).toEqual(['INV-1050']);
    await page.getByText('1 of 62 invoices').waitFor();
    await filter.fill('no such thing');
    await page.getByText('Nothing matches the filter.').waitFor();
    await takePicture(page, 'no-match');
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByText('62 invoices').waitFor();
    await page.getByRole('button', { name: 'Overdue 10' }).click();
    expect(await page.locator('tbody .badge').allInnerTexts()).toEqual(Array.from({ length: 10 }, () => 'Overdue'));
  }));

test('a new customer is checked field by field, added, and found', () =>
  asVisitor('#/customers', async (page) => {
    await page.getByRole('button', { name: 'New customer' }).click();
    const dialog = page.getByRole('dialog', { name: 'New customer' });
    await dialog.getByRole('button', { name: 'Add customer' }).click();
    await dialog.getByText('Enter a company.').waitFor();
    const name = dialog.getByLabel('Name');
    await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);
    await name.fill('Ada Osei');
    await dialog.getByLabel('Company').fill('Osei Maps');
    await dialog.getByLabel('E-mail').fill('jeff@harborlabs.example');
    await page.keyboard.press('Enter');
    await dialog.getByText('belongs to Jeff Malone (Harbor Labs): use another address.').waitFor();
    await takePicture(page, 'customer-refused');
    await dialog.getByLabel('E-mail').fill('ada@oseimaps.example');
    await page.keyboard.press('Enter');
    await page.getByText('Ada Osei was added.').waitFor();
    expect(await dialog.count()).toBe(0);
    await page.getByRole('searchbox').fill('osei');
    expect(await page.getByRole('link', { name: 'Ada Osei' }).count()).toBe(1);
  }));

test('a new invoice adds its lines up and is opened from the list', () =>
  asVisitor('#/invoices', async (page) => {
    await page.getByRole('button', { name: 'New invoice' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Customer').selectOption({ label: 'Maria Santos (Lumen Dental)' });
    await dialog.getByLabel('Description').fill('Poster');
    await dialog.getByLabel('Quantity').fill('3');
    await dialog.getByLabel('Unit price').fill('19.99');
    await dialog.getByRole('button', { name: 'Add line' }).click();
    const second = dialog.getByRole('group', { name: 'Line 2' });
    const isWriting = () => second.getByLabel('Description').evaluate((field) => field === document.activeElement);
    await expect.poll(isWriting).toBe(true);
    await page.keyboard.type('Stickers');
    expect(await second.getByLabel('Description').inputValue()).toBe('Stickers');
    await second.getByLabel('Unit price').fill('1,000');
    expect(await dialog.locator('output').innerText()).toBe('$1,059.97');
    await dialog.getByRole('button', { name: 'Remove line 1' }).click();
    await expect.poll(() => dialog.locator('output').innerText()).toBe('$1,000.00');
    await dialog.getByLabel('Keep as a draft').check();
    await dialog.getByRole('button', { name: 'Create invoice' }).click();
    await page.getByText('INV-1063 was created.').waitFor();
    await page.getByRole('link', { name: 'INV-1063' }).click();
    await page.getByRole('heading', { level: 1, name: 'Invoice INV-1063' }).waitFor();
    expect(await page.locator('.page-title .badge').innerText()).toBe('Draft');
    await page.getByRole('button', { name: 'Issue invoice' }).click();
    await page.getByText('INV-1063 was issued.').waitFor();
    expect(await page.locator('.page-title .badge').innerText()).toBe('Open');
  }));

test('a payment and a refund change the invoice, and more than was paid is refused', () =>
  asVisitor('#/invoices/INV-1024', async (page) => {
    await page.getByRole('button', { name: 'Record payment' }).click();
    expect(await page.getByRole('dialog').getByLabel('Amount in $').inputValue()).toBe('2,320.00');
    await page.getByRole('dialog').getByLabel('Amount in $').fill('2320.01');
    await page.getByRole('dialog').getByRole('button', { name: 'Record payment' }).click();
    await page.getByText('record at most $2,320.00').waitFor();
    await page.getByRole('dialog').getByLabel('Amount in $').fill('2,320');
    await page.getByRole('dialog').getByRole('button', { name: 'Record payment' }).click();
    await page.getByText('$2,320.00 was recorded on INV-1024.').waitFor();
    expect(await page.locator('.page-title .badge').innerText()).toBe('Paid');

    await page.getByRole('main').getByRole('button', { name: 'Refund' }).click();
    await page.getByRole('dialog').getByLabel('Amount in $').fill('20');
    await page.getByLabel('Reason').fill('One hour too many');
    await takePicture(page, 'refund');
    await page.getByRole('dialog').getByRole('button', { name: 'Refund' }).click();
    await page.getByRole('rowheader', { name: 'Refund: One hour too many' }).waitFor();
    await page.getByRole('link', { name: 'Refunds' }).click();
    await page.getByRole('heading', { level: 1, name: 'Refunds' }).waitFor();
    expect((await firstColumn(page))[0]).toContain('INV-1024');
  }));

test('a payment link is made, copied and canceled', () =>
  asVisitor('#/payment-links', async (page, { context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'New payment link' }).click();
    await page.getByRole('dialog').getByLabel('Customer').selectOption({ label: 'Jeff Malone (Harbor Labs)' });
    await page.getByRole('dialog').getByLabel('Amount in $').fill('750');
    await page.getByLabel('What it is for').fill('February AI Tinkerers meetup');
    await page.getByRole('button', { name: 'Create link' }).click();
    await page.getByText('A payment link for Jeff Malone was created.').waitFor();
    await page.getByRole('button', { name: 'Copy the link for February AI Tinkerers meetup' }).click();
    await page.getByText('The link was copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^https:\/\/pay\.tallow-and-reed\.example\/[0-9a-f]{10}$/,
    );
    await page.getByRole('button', { name: 'Cancel the link for February AI Tinkerers meetup' }).click();
    await page.getByText('The link was canceled.').waitFor();
    expect(await page.getByRole('row', { name: 'February' }).locator('td .badge').first().innerText()).toBe('Canceled');
  }));

test('an e-mail waits in the outbox with its text', () =>
  asVisitor('#/outbox', async (page) => {
    await page.getByRole('button', { name: 'New e-mail' }).click();
    await page.getByRole('dialog').getByLabel('Customer').selectOption({ label: 'Hana Sato (Kumo Tea House)' });
    await page.getByRole('dialog').getByLabel('Subject').fill('<b>Tea</b>');
    await page.getByRole('dialog').getByLabel('Message').fill('Hello Hana,\nthank you.');
    await page.getByRole('button', { name: 'Put in outbox' }).click();
    await page.getByText('An e-mail to hana@kumotea.example is in the outbox.').waitFor();
    await page.getByText('<b>Tea</b>').click();
    await page.getByText('thank you.').waitFor();
    await takePicture(page, 'outbox-open');
  }));

test('what was done is there after a reload and in another tab, and can be reset', () =>
  asVisitor('#/invoices/INV-1062', async (page, { context }) => {
    const other = await context.newPage();
    await openPage(other, desk.url, '#/invoices/INV-1062');
    const badge = (of: Page) => of.locator('.page-title .badge').innerText();
    expect(await badge(other)).toBe('Draft');
    await page.getByRole('button', { name: 'Issue invoice' }).click();
    await expect.poll(() => badge(page)).toBe('Open');
    await expect.poll(() => badge(other)).toBe('Open');
    await page.reload();
    await page.getByRole('button', { name: 'Record payment' }).waitFor();
    expect(await badge(page)).toBe('Open');

    await other.getByRole('button', { name: 'Reset data' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await other.getByText('Everything is as it was at first.').waitFor();
    await expect.poll(() => badge(page)).toBe('Draft');
  }));

test('the desk works by keyboard alone: skip link, focus on each page, dialogs that give the focus back', () =>
  asVisitor('#/invoices', async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    await takePicture(page, 'skip-link');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('New invoice');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await focused()).toBe('New invoice');

    await page.getByRole('link', { name: 'Customers' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await focused()).toBe('Customers');
    expect(await page.getByRole('link', { name: 'Customers' }).getAttribute('aria-current')).toBe('page');
    await page.goBack();
    await expect.poll(focused).toBe('Invoices');
  }));

test('an address of nothing leads back to the list', () =>
  asVisitor('#/invoices/INV-9', async (page) => {
    await page.getByRole('heading', { name: 'There is no invoice INV-9.' }).waitFor();
    await page.getByRole('link', { name: 'All invoices' }).click();
    await page.getByRole('link', { name: 'INV-1062' }).waitFor();
  }));

test('the theme follows the system until a person chooses, and the choice stays', async () => {
  const { context, page } = await desk.visit({ colorScheme: 'dark' });
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await openPage(page, desk.url);
  const dark = await scheme();
  await page.getByRole('button', { name: 'Use light colors' }).click();
  const light = await scheme();
  expect(light).not.toBe(dark);
  await page.reload();
  await page.getByRole('button', { name: 'Use dark colors' }).waitFor();
  expect(await scheme()).toBe(light);
  await context.close();
});

test('on a narrow window the copilot is a sheet that covers the page and gives the focus back', async () => {
  const { context, page } = await desk.visit({ viewport: { width: 360, height: 780 } });
  await openPage(page, desk.url);
  const opener = page.getByRole('button', { name: 'Copilot', exact: true });
  const copilot = page.getByRole('complementary', { name: 'Copilot' });
  expect(await copilot.count()).toBe(0);
  await opener.click();
  await copilot.getByRole('heading', { name: 'Copilot' }).waitFor();
  await takePicture(page, 'copilot-sheet');
  expect(await page.getByRole('main').evaluate((main) => main.closest('[inert]') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
  await expect.poll(() => copilot.count()).toBe(0);
  await context.close();
});
