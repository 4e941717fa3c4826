import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { card, choose, composer, say, useEndpoint } from './copilot-page.ts';
import { LINK, REQUEST, setting } from './copilot-setting.ts';
import { takePicture } from './start-desk.ts';

const copilot = setting();

/** Opens the list of conversations. */
async function list(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Conversations/ }).click();
  return page.getByRole('dialog', { name: 'Conversations' });
}

async function begin(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByText('What should happen at the desk?').waitFor();
  await say(page, text);
}

test('conversations are listed with what they are about and where they stand, and can be gone to', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await card(page, LINK).waitFor();
  await begin(page, 'Which invoices are overdue?');
  await page.getByRole('log').locator('.reply').filter({ hasText: 'INV-1042' }).waitFor();
  await page.getByRole('button', { name: 'Conversations, another one waits for you' }).waitFor();
  const threads = await list(page);
  await expect.poll(() => threads.getByRole('listitem').count()).toBe(2);
  expect(await threads.getByRole('listitem').first().getByRole('button').first().getAttribute('aria-current')).toBe(
    'true',
  );
  const waiting = threads.getByRole('listitem').filter({ hasText: 'sponsoring' });
  await waiting.getByText('Waits for you').waitFor();
  await waiting.getByRole('button').first().click();
  await card(page, LINK).getByRole('button', { name: 'Approve' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  // Who comes for it is taken to what waits.
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.call-card') !== null)).toBe(true);
});

test('with the keyboard: open the list, go to one, and be where one writes', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'First.' }, { text: 'Second.' });
  await say(page, 'one');
  await page.getByRole('log').getByText('First.').waitFor();
  await begin(page, 'two');
  await page.getByRole('log').getByText('Second.').waitFor();
  await page.getByRole('button', { name: 'Conversations' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Conversations' }).getByRole('listitem').nth(1).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: 'one' }).getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('First.').waitFor();
  await expect.poll(() => composer(page).evaluate((box) => box === document.activeElement)).toBe(true);
});

test('the menu of a conversation works with the arrow keys, and gives the focus back', async () => {
  const page = await copilot.visit();
  expect(await page.getByRole('button', { name: 'More about this conversation' }).count()).toBe(0);
  await say(page, 'hello');
  const more = page.getByRole('button', { name: 'More about this conversation' });
  await more.focus();
  await page.keyboard.press('Enter');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await expect.poll(focused).toBe('Look back');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Audit trail');
  await page.keyboard.press('End');
  expect(await focused()).toBe('Delete this conversation');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Look back');
  await page.keyboard.press('Escape');
  expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await page.getByRole('menu').count()).toBe(0);
});

test('a deleted conversation is gone: here another one opens, and the tab that shows it says which one it was', async () => {
  const one = await copilot.visit();
  await useEndpoint(one, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'This stays.' }, { text: 'This goes.' });
  await say(one, 'stay');
  await one.getByRole('log').getByText('This stays.').waitFor();
  await begin(one, 'go');
  await one.getByRole('log').getByText('This goes.').waitFor();
  const two = await copilot.anotherTab(one);
  await (await list(two)).getByRole('listitem').filter({ hasText: 'go' }).getByRole('button').first().click();
  await two.getByRole('log').getByText('This goes.').waitFor();

  await choose(one, 'Delete this conversation');
  const asks = one.getByRole('dialog', { name: 'Delete this conversation?' });
  await asks.getByRole('button', { name: 'Cancel' }).click();
  await one.getByRole('log').getByText('This goes.').waitFor();
  await choose(one, 'Delete this conversation');
  await asks.getByRole('button', { name: 'Delete' }).click();
  await one.getByText('The conversation was deleted.').waitFor();
  await one.getByRole('log').getByText('This stays.').waitFor();

  await two.getByText('“go” was deleted in another tab.').waitFor();
  await two.getByText('What should happen at the desk?').waitFor();
  const left = await list(two);
  await expect.poll(() => left.getByRole('listitem').count()).toBe(1);
  await left.getByRole('button', { name: 'Delete “stay”' }).click();
  await two.getByRole('dialog', { name: 'Delete this conversation?' }).getByRole('button', { name: 'Delete' }).click();
  await two.getByText('The conversation was deleted.').waitFor();
  await expect.poll(() => left.getByRole('listitem').count()).toBe(0);
  // The button that had the focus is gone.
  await expect.poll(() => two.evaluate(() => document.activeElement?.textContent.trim())).toBe('New conversation');
});

test('branches are told apart in the list, and where one is about to be deleted', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'One way.' }, { text: 'Another way.' }, { text: 'A third way.' });
  await say(page, 'which way?');
  for (const [before, after] of [
    ['One way.', 'Another way.'],
    ['Another way.', 'A third way.'],
  ]) {
    const reply = page.getByRole('log').locator('.reply', { hasText: before ?? '' });
    await reply.hover();
    await reply.getByRole('button', { name: 'Answer again, in a branch' }).click();
    await page
      .getByRole('log')
      .getByText(after ?? '')
      .waitFor();
  }
  const threads = await list(page);
  await threads.getByText('Branch: “Another way.”').waitFor();
  await threads.getByText('Branch: “A third way.”').waitFor();
  await takePicture(page, 'copilot-branch-list-1440-light');
  await threads.getByRole('button', { name: 'Delete the branch “Another way.” of “which way?”' }).click();
  const asks = page.getByRole('dialog', { name: 'Delete this branch?' });
  await asks.getByText('The branch “Another way.” of “which way?”').waitFor();
  await takePicture(page, 'copilot-branch-remove-1440-light');
  await asks.getByRole('button', { name: 'Delete' }).click();
  await asks.waitFor({ state: 'hidden' });
  await expect.poll(() => threads.getByRole('listitem').count()).toBe(2);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await expect.poll(focused).toBe('Delete “which way?”');
});

test('what goes on in another tab is seen in the list', async () => {
  const one = await copilot.visit();
  const two = await copilot.anotherTab(one);
  const threads = await list(two);
  await threads.getByText('Nothing was said yet.').waitFor();
  await say(one, REQUEST);
  await threads.getByRole('listitem').filter({ hasText: 'sponsoring' }).getByText('Waits for you').waitFor();
  await card(one, LINK).getByRole('button', { name: 'Approve' }).click();
  await card(one, LINK).getByText('Done').waitFor();
  await threads.getByText('Waits for you').waitFor({ state: 'hidden' });
});

test('a conversation that is left while the copilot is at work goes on', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const asked = copilot.endpoint.asked.length;
  copilot.endpoint.reply({ text: 'It takes its time. '.repeat(20), pieceMs: 20 });
  await say(page, 'talk');
  await page.getByRole('log').getByText('It takes its time').waitFor();
  await page.getByRole('button', { name: 'New conversation' }).click();
  const threads = await list(page);
  const item = threads.getByRole('listitem').filter({ hasText: 'talk' });
  await item.getByText('At work').waitFor();
  await item.getByText('At work').waitFor({ state: 'hidden' });
  await item.getByRole('button').first().click();
  await page.getByRole('log').locator('.reply').waitFor();
  expect(copilot.endpoint.asked).toHaveLength(asked + 1);
});

test('a reload of a new conversation stays there, and a new tab begins with the one that is not over', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await card(page, LINK).waitFor();
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByText('What should happen at the desk?').waitFor();
  await page.reload();
  await page.getByText('What should happen at the desk?').waitFor();
  const tab = await copilot.anotherTab(page);
  await card(tab, LINK).waitFor();
});
