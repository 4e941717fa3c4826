/** Forms as a browser sends them: what happy-dom does not know of checkboxes, line breaks and fields that are disabled. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve, type Served } from '../../../scripts/serve.ts';
import { shown } from './form-actions/shown.ts';

let site: Served;
let browser: Browser;

beforeAll(async () => {
  site = await serve('packages/react/e2e/form-actions', { preview: true });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** A page with a call that waits, shown by two components with an agent each, on one thread. */
async function waiting(): Promise<{ page: Page; one: Locator; other: Locator; complaints: readonly string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(site.url);
  const [one, other] = ['one', 'other'].map((name) => page.getByRole('region', { name }));
  await one!.getByText('Go').click();
  await other!.getByText('Deny').waitFor();
  return { page, one: one!, other: other!, complaints };
}

interface Call {
  readonly status: string;
  readonly decisions: readonly { readonly edited?: true; readonly reason?: string }[];
  readonly input: unknown;
}

async function settled(tab: Locator): Promise<Call> {
  const call = async (): Promise<Call> => (JSON.parse((await tab.locator('pre').textContent()) ?? '') as [Call])[0];
  await expect.poll(async () => (await call()).status).toMatch(/succeeded|denied/);
  return call();
}

test('what nobody touched is approved as it was shown, whatever its keys are', async () => {
  const { page, one, complaints } = await waiting();
  await one.getByText('Approve').click();
  const { input, decisions } = await settled(one);
  expect(input).toEqual(shown);
  expect(decisions).toEqual([expect.not.objectContaining({ edited: true })]);
  expect(complaints).toEqual([]);
  await page.close();
});

test('every kind of field is approved as edited, checkboxes that are not checked too', async () => {
  const { page, one, complaints } = await waiting();
  await one.getByLabel('invoice').fill('F-2');
  await one.getByLabel('isUrgent').uncheck();
  await one.getByLabel('lines.0.isPaid').check();
  await one.getByLabel('lines.1.cents').fill('-2.5');
  await one.getByLabel('note').fill('three\nfour');
  await one.getByLabel(String.raw`extra.a\.b`).fill('x');
  await one.getByText('Approve').click();
  expect(await settled(one)).toMatchObject({
    status: 'succeeded',
    decisions: [{ edited: true }],
    input: {
      invoice: 'F-2',
      isUrgent: false,
      lines: [
        { cents: 0.1, isPaid: true },
        { cents: -2.5, isPaid: true },
      ],
      note: 'three\nfour',
      until: null,
      extra: { reset: 'a', submit: 'b', parentNode: 'c', 'a.b': 'x', reason: 'e' },
    },
  });
  expect(complaints).toEqual([]);
  await page.close();
});

/** Whatever React does after an action, it has done by then. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => void setTimeout(() => requestAnimationFrame(() => setTimeout(resolve, 100)), 0)),
  );
}

test('an edit that is refused is still in its form, all of it, and is approved once it is corrected', async () => {
  const { page, one, complaints } = await waiting();
  await one.getByLabel('invoice').fill('F-2');
  await one.getByLabel('isUrgent').uncheck();
  await one.getByLabel('note').fill('three\nfour');
  await one.getByLabel('why not').fill('Not yet said.');
  await one.getByLabel('lines.0.cents').fill('');
  // The second time, both clicks are one action.
  for (const clicks of [1, 2]) {
    await one.getByText('Approve').evaluate((button: HTMLButtonElement, times) => {
      for (let click = 0; click < times; click++) button.click();
    }, clicks);
    await expect.poll(() => one.getByRole('status').textContent()).toBe('The form needs a number in "lines.0.cents".');
    await painted(page);
    expect(await one.getByLabel('invoice').inputValue()).toBe('F-2');
    expect(await one.getByLabel('isUrgent').isChecked()).toBe(false);
    expect(await one.getByLabel('note').inputValue()).toBe('three\nfour');
    expect(await one.getByLabel('why not').inputValue()).toBe('Not yet said.');
    expect(await one.getByLabel('lines.0.cents').inputValue()).toBe('');
  }
  await one.getByLabel('lines.0.cents').fill('5');
  await one.getByText('Approve').click();
  expect(await settled(one)).toMatchObject({
    status: 'succeeded',
    input: { invoice: 'F-2', isUrgent: false, lines: [{ cents: 5 }, {}], note: 'three\nfour' },
  });
  expect(complaints).toEqual([]);
  await page.close();
});

test('a message that could not be kept is still in its field, and one that was kept is not', async () => {
  const { page, one } = await waiting();
  const message = one.getByLabel('message');
  const isFull = one.getByLabel('Full disk');
  await isFull.check();
  await message.fill('What took a minute to type');
  await message.press('Enter');
  await expect.poll(() => one.getByRole('status').textContent()).toMatch(/^The store failed/);
  await painted(page);
  expect(await message.inputValue()).toBe('What took a minute to type');
  await one.getByText('Clear').click();
  expect(await message.inputValue()).toBe('');
  await message.fill('Another one');
  await message.press('Enter');
  await painted(page);
  expect(await message.inputValue()).toBe('Another one');
  await isFull.uncheck();
  await message.press('Enter');
  await expect.poll(() => message.inputValue()).toBe('');
  expect(await one.getByRole('status').textContent()).toBe('');
  await page.close();
});

test('a form without the fields approves what is shown, though another form has edits', async () => {
  const { page, one } = await waiting();
  await one.getByLabel('isUrgent').uncheck();
  await one.getByText('As it is').click();
  expect(await settled(one)).toMatchObject({ status: 'succeeded', input: shown });
  await page.close();
});

test('what is disabled is approved as it was shown', async () => {
  const { page, one } = await waiting();
  await one.getByLabel('isUrgent').evaluate((box: HTMLInputElement) => {
    box.checked = false;
    const fieldset = document.createElement('fieldset');
    fieldset.disabled = true;
    box.replaceWith(fieldset);
    fieldset.append(box);
  });
  await one.getByLabel('lines.0.isPaid').check();
  await one.getByText('Approve').click();
  expect(await settled(one)).toMatchObject({ input: { isUrgent: true, lines: [{ isPaid: true }, { isPaid: true }] } });
  await page.close();
});

test('a denial has the reason that its form gives, and no field of the input is taken for it', async () => {
  const { page, one, other } = await waiting();
  await one.getByLabel('why not').fill('Too dear.');
  await one.getByText('Deny').click();
  expect(await settled(other)).toMatchObject({ status: 'denied', decisions: [{ reason: 'Too dear.' }] });
  await page.close();
});

test('the one who was too late reads who was faster', async () => {
  const { page, one, other } = await waiting();
  // Both are clicked before either is painted anew.
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll('button')].filter(({ textContent }) => textContent === 'Deny');
    for (const button of buttons) button.click();
  });
  await expect.poll(async () => (await other.getByRole('status').textContent()) ?? '').toMatch(/decided already/);
  expect(await one.getByRole('status').textContent()).toBe('');
  expect(await settled(one)).toMatchObject({ status: 'denied', decisions: [{ kind: 'denied' }] });
  await page.close();
});
