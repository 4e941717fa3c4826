import type { Event } from '@twelvefold/core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { card, composer, downloadThread, rowsOf, say, useEndpoint } from './copilot-page.ts';
import { LINK, REQUEST, setting } from './copilot-setting.ts';
import { deafen, letTabsBeDeaf } from './deafen.ts';
import { holdDesk, letDeskBeHeld } from './hold-desk.ts';

const copilot = setting();

const LONG = 'This reply takes its time, word by word, until somebody stops it. '.repeat(40);
const EMAIL = { calls: [{ tool: 'send_email', input: { customerId: 5, subject: 'Good news', body: 'Hi.' } }] };
const GREET = /^Send Jeff Malone/;

function approve(page: Page, name: string | RegExp = LINK): Promise<void> {
  return card(page, name).getByRole('button', { name: 'Approve' }).click();
}

/** A page in which an approved e-mail is being sent, and comes to no end. */
async function sendingAnEmail(): Promise<Page> {
  const page = await copilot.visit(letDeskBeHeld);
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply(EMAIL);
  await say(page, 'greet Jeff');
  await card(page, GREET).waitFor();
  await holdDesk(page);
  await approve(page, GREET);
  await card(page, GREET).getByText('Happening now').waitFor();
  return page;
}

/** Two tabs on one conversation, which waits for an approval. */
async function twoTabs(prepare?: (page: Page) => Promise<unknown>): Promise<readonly [Page, Page]> {
  const one = await copilot.visit(prepare);
  await say(one, REQUEST);
  await card(one, LINK).waitFor();
  const two = await copilot.anotherTab(one);
  await card(two, LINK).waitFor();
  return [one, two];
}

test('an approval that is pending when the page is reloaded is pending afterwards, and approving it still works', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await card(page, LINK).waitFor();
  await page.reload();
  await card(page, LINK).waitFor();
  expect(await page.getByText('What should happen at the desk?').count()).toBe(0);
  await approve(page);
  await card(page, LINK).getByText('Done').waitFor();
  expect((await rowsOf(page, 'Payment links')).filter((row) => row.includes('february AI tinkerers'))).toHaveLength(1);
  expect(claimsOfGated(await downloadThread(page))).toHaveLength(1);
});

test('a page that is reloaded while it restores shows no empty conversation in between', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await card(page, LINK).waitFor();
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const seen = new Set<string>();
      new MutationObserver(() => {
        for (const heading of document.querySelectorAll('.suggestions h3')) seen.add(heading.textContent);
      }).observe(document, { childList: true, subtree: true });
      Object.assign(globalThis, { seen });
    });
  });
  await page.reload();
  await card(page, LINK).waitFor();
  expect(await page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen])).toEqual([]);
});

test('a reply that streams when the page is reloaded is asked for again, and finished', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: LONG, pieceMs: 40 });
  await say(page, 'Which invoices are overdue?');
  await page.getByRole('log').getByText('This reply takes its time').waitFor();
  await page.reload();
  // After a reload the page starts with its own model again.
  await page.getByRole('log').locator('.reply').filter({ hasText: 'INV-1042' }).waitFor();
  const events = await downloadThread(page);
  expect(events.filter(({ type }) => type === 'model.replied').length).toBeGreaterThan(0);
  expect(JSON.stringify(events)).not.toContain('This reply takes its time');
});

test('a payment link that is being made when the page is reloaded is made once', async () => {
  const page = await copilot.visit(letDeskBeHeld);
  await say(page, REQUEST);
  await card(page, LINK).waitFor();
  await holdDesk(page);
  await approve(page);
  await card(page, LINK).getByText('Happening now').waitFor();
  await page.reload();
  await card(page, LINK).getByText('Done').waitFor();
  expect((await rowsOf(page, 'Payment links')).filter((row) => row.includes('february AI tinkerers'))).toHaveLength(1);
  const claims = claimsOfGated(await downloadThread(page));
  expect(claims.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(new Set(claims.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
});

test('a paused conversation, one at a limit and one whose model failed are what they were after a reload', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: LONG, pieceMs: 40 });
  await say(page, 'talk');
  await page.getByRole('log').getByText('This reply takes its time').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Go on' }).waitFor();
  await page.reload();
  await page.getByText('Paused. Nothing happens until you go on.').waitFor();

  await page.getByRole('button', { name: 'New conversation' }).click();
  await useEndpoint(page, copilot.endpoint.url);
  await say(page, 'talk to nobody');
  await page.getByRole('button', { name: 'Retry' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Retry' }).waitFor();

  await page.getByRole('button', { name: 'New conversation' }).click();
  await useEndpoint(page, copilot.endpoint.url);
  const step = { calls: [{ tool: 'find_customer', input: { name: 'Jeff' } }] };
  copilot.endpoint.reply(...Array.from({ length: 20 }, () => step));
  await say(page, 'round in circles');
  await page.getByRole('button', { name: 'Let it take 20 more steps' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Let it take 20 more steps' }).waitFor();
});

test('a model that is waited for is asked again after a reload', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  const dead = { text: LONG, pieceMs: 10, diesAfter: 4 };
  copilot.endpoint.reply(dead, dead);
  await say(page, 'Which invoices are overdue?');
  await page.getByText(/Next try in \d+ s/).waitFor();
  await page.reload();
  await page.getByRole('log').locator('.reply').filter({ hasText: 'INV-1042' }).waitFor();
});

test('two tabs on one thread both approve: one link is made, one of them is told, and both show it', async () => {
  const [one, two] = await twoTabs(letTabsBeDeaf);
  await deafen(two);
  await approve(one);
  await card(one, LINK).getByText('Done').waitFor();
  await approve(two);
  await card(two, LINK).getByText('Done').waitFor();
  await two.locator('.notice').filter({ hasText: 'already' }).waitFor();
  expect((await rowsOf(one, 'Payment links')).filter((row) => row.includes('february AI tinkerers'))).toHaveLength(1);
  await one.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  // What is said in the one that hears nothing is seen in the other.
  const replies = await two.locator('.reply').count();
  await say(two, 'thanks');
  await one.getByRole('log').getByText('thanks').waitFor();
  await expect.poll(() => two.locator('.reply').count()).toBe(replies + 1);
  for (const page of [one, two]) await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  const logs = [await downloadThread(one), await downloadThread(two)];
  expect(logs[1]).toEqual(logs[0]);
  const [log = []] = logs;
  expect(log.filter(({ type }) => type === 'call.approved')).toHaveLength(1);
  expect(claimsOfGated(log)).toHaveLength(1);
});

test('two tabs on one thread that approve at the same moment make one link', async () => {
  const [one, two] = await twoTabs();
  const atMs = Date.now() + 1000;
  const clickThen = (page: Page) =>
    card(page, LINK)
      .getByRole('button', { name: 'Approve' })
      .evaluate((button, at) => void setTimeout(() => (button as HTMLElement).click(), at - Date.now()), atMs);
  await Promise.all([clickThen(one), clickThen(two)]);
  for (const page of [one, two]) await card(page, LINK).getByText('Done').waitFor();
  expect((await rowsOf(two, 'Payment links')).filter((row) => row.includes('february AI tinkerers'))).toHaveLength(1);
  expect(claimsOfGated(await downloadThread(one))).toHaveLength(1);
});

test('who denies what another tab has approved is told so, and sees what was done', async () => {
  const [one, two] = await twoTabs(letTabsBeDeaf);
  await card(two, LINK).getByRole('button', { name: 'Deny' }).click();
  await deafen(two);
  await approve(one);
  await card(one, LINK).getByText('Done').waitFor();
  await card(two, LINK).locator('.button-danger').click();
  await two.locator('.notice').filter({ hasText: 'already' }).waitFor();
  await card(two, LINK).getByText('Done').waitFor();
  expect(await card(two, LINK).getByText('Denied').count()).toBe(0);
});

test('a tab that dies in the middle of an e-mail leaves a doubt, and who looked into the outbox settles it', async () => {
  const page = await sendingAnEmail();
  await crash(page);

  const later = await copilot.anotherTab(page);
  const doubted = card(later, GREET);
  await doubted.getByText('Nobody knows whether this happened.').waitFor();
  await doubted.getByText(/^Started at .* by another tab or browser$/).waitFor();
  await doubted.getByText('Tried once').waitFor();
  expect((await rowsOf(later, 'Outbox')).join('\n')).not.toContain('Good news');
  await doubted.getByRole('button', { name: 'Run it again' }).click();
  await doubted.getByText('Done').waitFor();
  expect((await rowsOf(later, 'Outbox')).filter((row) => row.includes('Good news'))).toHaveLength(1);
});

test('a reload in the middle of an e-mail leaves a doubt of this tab; what a person says of it is the result', async () => {
  const page = await sendingAnEmail();
  await page.reload();
  const doubted = card(page, GREET);
  await doubted.getByText(/^Started at .* by this tab$/).waitFor();
  await doubted.getByLabel('What came of it').fill('Jeff told me that he got it');
  await doubted.getByRole('button', { name: 'It happened' }).click();
  await doubted.getByText('Jeff told me that he got it').first().waitFor();
  await doubted.getByText('Marked as done').waitFor();
  expect((await rowsOf(page, 'Outbox')).join('\n')).not.toContain('Good news');
});

test('a browser without room for more says so, keeps the log and the words, and goes on when there is room', async () => {
  const { origin } = new URL(copilot.url());
  const setQuota = async (page: Page, quotaSize?: number): Promise<void> => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize !== undefined && { quotaSize }) });
  };
  // Low from the beginning: a browser looks at it now and then.
  const page = await copilot.visit((page) => setQuota(page, 4_000_000));
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'Kept.' });
  await say(page, 'hello');
  await page.getByRole('log').getByText('Kept.').waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  const before = await downloadThread(page);
  const text = 'no room for this '.repeat(400_000);
  await say(page, text);
  await page.getByRole('alert').filter({ hasText: 'The browser has no more room.' }).waitFor();
  await expect.poll(async () => (await composer(page).inputValue()) === text).toBe(true);
  expect(await downloadThread(page)).toEqual(before);
  await setQuota(page);
  copilot.endpoint.reply({ text: 'And this is kept, too.' });
  await say(page, 'again');
  await page.getByRole('log').getByText('And this is kept, too.').waitFor();
  await page.locator('.problem').waitFor({ state: 'hidden' });
  expect((await downloadThread(page)).slice(0, before.length)).toEqual(before);
});

test('a browser that keeps nothing is said to, and the conversation works', async () => {
  const page = await copilot.visit((page) =>
    page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined })),
  );
  await page.getByText('The browser keeps no data for this page').waitFor();
  await say(page, REQUEST);
  await approve(page);
  await card(page, LINK).getByText('Done').waitFor();
});

/** Each time that what waited for an approval was begun. */
function claimsOfGated(events: readonly Event[]): readonly Event<'call.claimed'>[] {
  const gated = new Set(events.flatMap((event) => (event.type === 'call.gated' ? [event.callId] : [])));
  return events.filter((event) => event.type === 'call.claimed').filter(({ callId }) => gated.has(callId));
}

async function crash(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}
