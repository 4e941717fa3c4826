import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { card, choose, composer, downloadThread, rowsOf, say, useEndpoint } from './copilot-page.ts';
import { LINK, REQUEST, setting } from './copilot-setting.ts';
import { takePicture } from './start-desk.ts';

const copilot = setting();

/** Comes near with the mouse, as one does, and presses. */
async function press(row: Locator, name: string): Promise<void> {
  await row.hover();
  await row.getByRole('button', { name }).click();
}

function message(page: Page, text: string): Locator {
  return page.locator('.message-row', { hasText: text });
}

async function changeMessage(page: Page, from: string, to: string): Promise<void> {
  await press(message(page, from), 'Change this message');
  await page.getByRole('textbox', { name: 'Your message, said anew' }).fill(to);
  await page.getByRole('button', { name: 'Send in a branch' }).click();
  await message(page, to).waitFor();
}

test('a message said anew begins a branch; the old one stays, and both can be gone to', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await card(page, LINK).getByRole('button', { name: 'Approve' }).click();
  await card(page, LINK).getByText('Done').waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  const before = await downloadThread(page);
  await changeMessage(page, 'sponsoring', 'Which invoices are overdue?');
  await page.getByRole('log').locator('.reply').filter({ hasText: 'INV-1042' }).waitFor();
  expect(await card(page, LINK).count()).toBe(0);
  await page.getByRole('group', { name: 'Branch 2 of 2' }).getByRole('button', { name: 'Previous branch' }).click();
  await card(page, LINK).getByText('Done').waitFor();
  expect(await downloadThread(page)).toEqual(before);
  await page.getByRole('group', { name: 'Branch 1 of 2' }).getByRole('button', { name: 'Next branch' }).click();
  await page.getByRole('log').locator('.reply').filter({ hasText: 'INV-1042' }).waitFor();
  expect((await rowsOf(page, 'Payment links')).filter((row) => row.includes('february AI tinkerers'))).toHaveLength(1);
});

test('with the keyboard: a message is said anew, or left as it was', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'One.' }, { text: 'Two.' });
  await say(page, 'count');
  await page.getByRole('log').getByText('One.').waitFor();
  const pencil = page.getByRole('button', { name: 'Change this message' });
  await pencil.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  expect(await pencil.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('count on');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Two.').waitFor();
  expect(await page.getByRole('log').getByText('One.').count()).toBe(0);
  await expect.poll(() => composer(page).evaluate((box) => box === document.activeElement)).toBe(true);
});

test('a reply is answered again in a branch, which knows nothing of the first answer', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'The first answer.' }, { text: 'The second answer.' });
  await say(page, 'tell me');
  const first = page.getByRole('log').locator('.reply', { hasText: 'The first answer.' });
  await press(first, 'Answer again, in a branch');
  await page.getByRole('log').getByText('The second answer.').waitFor();
  expect(JSON.stringify(copilot.endpoint.asked.at(-1)?.messages)).not.toContain('The first answer.');
  await page.getByRole('group', { name: 'Branch 2 of 2' }).getByRole('button', { name: 'Previous branch' }).click();
  await first.waitFor();
});

test('one may branch off behind a reply, and go another way from there', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'Good morning.' }, { text: 'To the left.' }, { text: 'To the right.' });
  await say(page, 'hello');
  const reply = page.getByRole('log').locator('.reply', { hasText: 'Good morning.' });
  await reply.waitFor();
  await say(page, 'left');
  await page.getByRole('log').getByText('To the left.').waitFor();
  await press(reply, 'Branch off here');
  await page.getByText('Continued from another conversation').waitFor();
  expect(await page.getByRole('log').getByText('To the left.').count()).toBe(0);
  await say(page, 'right');
  await page.getByRole('log').getByText('To the right.').waitFor();
  await page.getByRole('group', { name: /^Branch \d of 2$/ }).waitFor();
});

test('any past moment can be looked at, nothing in it can be used, and a branch can begin there', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await card(page, LINK).getByRole('button', { name: 'Approve' }).click();
  await card(page, LINK).getByText('Done').waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  await choose(page, 'Look back');
  const past = page.getByRole('region', { name: 'The past of this conversation' });
  const line = past.getByRole('slider', { name: 'Moment' });
  await expect.poll(() => line.evaluate((input) => input === document.activeElement)).toBe(true);
  const last = Number(await line.inputValue());
  await past.getByText('The newest moment, at').waitFor();
  // The line reaches from end to end, and the box no further than the log below it.
  const edges = await line.evaluate((input) => {
    const { paddingInline } = getComputedStyle(input);
    const right = (name: string) => document.querySelector(name)?.getBoundingClientRect().right ?? 0;
    return [paddingInline, Math.round(right('.scrubber') - right('.past .transcript-rows'))];
  });
  expect(edges).toEqual(['0px', 0]);
  await takePicture(page, 'copilot-past-newest-1440-light');

  // Step by step, to before the approval.
  const moment = past.getByRole('status');
  while (!(await moment.innerText()).includes('Waits for approval')) await page.keyboard.press('ArrowLeft');
  await card(page, LINK).getByText('Waits for you').waitFor();
  expect(await card(page, LINK).getByRole('button', { name: 'Approve' }).count()).toBe(0);
  expect(await composer(page).isVisible()).toBe(false);
  await past.getByRole('button', { name: 'One step on' }).click();
  expect(await moment.innerText()).toContain('Approved, Payment link');
  await past.getByRole('button', { name: 'One step back' }).click();

  // By name, and back to now.
  const names = await past.getByRole('combobox', { name: 'Go to …' }).getByRole('option').allInnerTexts();
  expect(names).toHaveLength(last);
  expect(names[0]).toBe('1. The conversation began');
  await past.getByRole('combobox', { name: 'Go to …' }).selectOption({ label: names[1] ?? '' });
  await past.locator('.message', { hasText: 'sponsoring' }).waitFor();
  expect(await card(page, LINK).count()).toBe(0);
  await past.getByRole('button', { name: 'Back to now' }).click();
  await card(page, LINK).getByText('Done').waitFor();

  // A branch from before the decision has it open again, and what was done is not done again.
  await choose(page, 'Look back');
  const gated = names.find((name) => name.includes('Waits for approval')) ?? '';
  await past.getByRole('combobox', { name: 'Go to …' }).selectOption({ label: gated });
  await past.getByRole('button', { name: 'Branch off here' }).click();
  await card(page, LINK).getByRole('button', { name: 'Deny' }).waitFor();
  expect((await rowsOf(page, 'Payment links')).filter((row) => row.includes('february AI tinkerers'))).toHaveLength(1);
});

test('the audit trail says who approved what, what they saw, what ran with which key, and that the log is whole', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  await card(page, LINK).getByRole('button', { name: 'Edit' }).click();
  await card(page, LINK).getByLabel('Amount').fill('640');
  await card(page, LINK).getByRole('button', { name: 'Approve with changes' }).click();
  await card(page, /\$640\.00/)
    .getByText('Done')
    .waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  const events = await downloadThread(page);
  await choose(page, 'Audit trail');
  const audit = page.getByRole('dialog', { name: 'Audit trail' });
  await audit.getByText(`The log is whole: ${events.length} events`).waitFor();
  const edited = audit.getByRole('row').filter({ hasText: 'Approved with changes' });
  expect(await edited.getByRole('cell').nth(3).innerText()).toBe('you');
  await edited.getByText('Show').click();
  expect(await edited.innerText()).toMatch(/"amount": 750[\s\S]*Changed to[\s\S]*"amount": 640/);
  const ran = audit.getByRole('row').filter({ hasText: 'Ran, attempt 1' }).filter({ hasText: 'Payment link' });
  await ran.getByText('Show').click();
  const claim = events.find((event) => event.type === 'call.claimed' && event.callId.startsWith('2.'));
  expect(claim?.type === 'call.claimed' && (await ran.innerText()).includes(claim.idempotencyKey)).toBe(true);

  const csv = await download(page, 'CSV');
  expect(csv.name).toMatch(/^audit-.*\.csv$/);
  expect(csv.text.split('\r\n')[0]).toContain('threadId,seq,at,row,callId,tool,what,by');
  expect(csv.text).toContain(',edited,');
  const lines = (await download(page, 'JSON Lines')).text.trimEnd().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as { readonly what: string; readonly by: string | null });
  expect(rows.find(({ what }) => what === 'edited')?.by).toBe('desk');
  expect((await download(page, 'Whole log')).text.split('\n')).toHaveLength(events.length + 1);
});

test('a log that somebody changed in the browser says at which event', async () => {
  const page = await copilot.visit();
  await say(page, 'Which invoices are overdue?');
  await page.getByRole('log').locator('.reply').filter({ hasText: 'INV-1042' }).waitFor();
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('twelvefold-demo-threads');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('events', 'readwrite');
          const events = transaction.objectStore('events');
          const reading: IDBRequest<{ seq: number; text?: string }[]> = events.getAll();
          reading.onsuccess = () => {
            const said = reading.result.find(({ seq }) => seq === 2);
            events.put({ ...said, text: 'Something else' });
          };
          transaction.oncomplete = () => resolve();
          transaction.onerror = () => reject(transaction.error as Error);
        };
      }),
  );
  await choose(page, 'Audit trail');
  await page.getByRole('alert').filter({ hasText: 'The log was changed: event 2 is not what it was.' }).waitFor();
});

async function download(page: Page, name: string): Promise<{ readonly name: string; readonly text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('group', { name: 'Download' }).getByRole('button', { name }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}
