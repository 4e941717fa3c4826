import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { card, composer, rowsOf, say, useEndpoint } from './copilot-page.ts';
import { LINK, REQUEST, setting } from './copilot-setting.ts';

const copilot = setting();

/** What has the focus, as it is named to a person. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const labelledBy = element?.getAttribute('aria-labelledby');
    const label = labelledBy ? document.getElementById(labelledBy)?.textContent : element?.getAttribute('aria-label');
    return label ?? element?.textContent ?? '';
  });
}

test('with the keyboard alone: write, be taken to the card, edit, approve, be back where one writes', async () => {
  const page = await copilot.visit();
  await composer(page).focus();
  await page.keyboard.type('two lines');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('of text');
  expect(await composer(page).inputValue()).toBe('two lines\nof text');
  await composer(page).fill('');
  await page.keyboard.type(REQUEST);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe(LINK);
  for (const stop of ['Exact input', 'Approve', 'Edit']) {
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe(stop);
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('640');
  await page.keyboard.press('Enter');
  await card(page, /\$640\.00/)
    .getByText('Done')
    .waitFor();
  await expect.poll(() => focused(page)).toBe('Message to the copilot');
  expect((await rowsOf(page, 'Payment links'))[1]).toContain('$640.00');
});

test('whoever is writing keeps the focus, is told, and goes to the card with Alt+A', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await composer(page).fill('and another thing');
  await card(page, LINK).waitFor();
  await page
    .locator('[aria-live="polite"]', { hasText: `Waits for your approval: ${LINK}` })
    .waitFor({ state: 'attached' });
  expect(await focused(page)).toBe('Message to the copilot');
  await page.keyboard.press('Alt+a');
  expect(await focused(page)).toBe(LINK);
  expect(await composer(page).inputValue()).toBe('and another thing');
});

test('a reply is read aloud once, when it is finished, and not token by token', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const said = await page.evaluateHandle(() => {
    const lines: string[] = [];
    const region = document.querySelector('.conversation [aria-live="polite"]');
    if (!region) throw new Error('There is no polite region.');
    new MutationObserver(() => lines.push(region.textContent)).observe(region, { childList: true, subtree: true });
    return lines;
  });
  copilot.endpoint.reply({ text: 'One sentence that arrives in many pieces.', pieceMs: 20 });
  await say(page, 'talk');
  await page.getByRole('log').getByText('One sentence that arrives in many pieces.').waitFor();
  await expect.poll(() => said.jsonValue()).not.toEqual([]);
  await page.waitForTimeout(300);
  expect(await said.jsonValue()).toEqual(['One sentence that arrives in many pieces.']);
  expect(await page.getByRole('log').getAttribute('aria-live')).toBe('off');
});
