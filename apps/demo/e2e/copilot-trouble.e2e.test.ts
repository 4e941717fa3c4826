import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { card, composer, downloadThread, say, useEndpoint, wheelUp } from './copilot-page.ts';
import { serveEndpoint, type ScriptedEndpoint } from './scripted-endpoint.ts';
import { openPage, startDesk, type StartedDesk } from './start-desk.ts';

let desk: StartedDesk;
let endpoint: ScriptedEndpoint;
let page: Page;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(async () => {
  await desk?.close();
});

beforeEach(async () => {
  endpoint = await serveEndpoint();
  ({ page } = await desk.visit({ viewport: { width: 1440, height: 900 } }));
  await openPage(page, desk.url);
  await useEndpoint(page, endpoint.url);
});

afterEach(async () => {
  await page.context().close();
  await endpoint.close();
});

const LONG = 'This reply takes its time, word by word, until somebody stops it. '.repeat(40);

test('Stop ends a reply while it streams; Escape in the composer does the same', async () => {
  for (const stop of ['button', 'Escape']) {
    endpoint.reply({ text: LONG, pieceMs: 30 });
    await say(page, `talk until ${stop}`);
    await page.getByRole('log').getByText('This reply takes its time').waitFor();
    if (stop === 'button') await page.getByRole('button', { name: 'Stop' }).click();
    else await composer(page).press('Escape');
    await page.getByRole('log').getByText('Stopped').last().waitFor();
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  }
  const events = await downloadThread(page);
  expect(events.filter(({ type }) => type === 'run.cancelled')).toHaveLength(2);
  expect(events.filter(({ type }) => type === 'model.replied')).toHaveLength(0);
});

test('a paused run waits, and goes on when the person says so', async () => {
  endpoint.reply({ text: LONG, pieceMs: 30 }, { text: 'Here I am again.' });
  await say(page, 'talk');
  await page.getByRole('log').getByText('This reply takes its time').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused. Nothing happens until you go on.').waitFor();
  expect(endpoint.asked).toHaveLength(1);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('log').getByText('Here I am again.').waitFor();
});

test('Escape does not drop what waits for the person; Stop does', async () => {
  endpoint.reply({ calls: [{ tool: 'send_email', input: { customerId: 5, subject: 'Hello', body: 'Hi.' } }] });
  await say(page, 'greet Jeff');
  const waiting = card(page, /Send Jeff Malone/);
  await waiting.getByRole('button', { name: 'Approve' }).waitFor();
  await composer(page).press('Escape');
  await page.waitForTimeout(200);
  expect(await waiting.getByRole('button', { name: 'Approve' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Stop' }).click();
  await waiting.getByText('Stopped').waitFor();
  expect(await waiting.getByRole('button', { name: 'Approve' }).count()).toBe(0);
});

test('a message after a failure begins anew', async () => {
  await say(page, 'talk');
  await page.getByRole('button', { name: 'Retry' }).waitFor();
  endpoint.reply({ text: 'Better now.' });
  await say(page, 'and now?');
  await page.getByRole('log').getByText('Better now.').waitFor();
  expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
});

test('a tool that fails three times in a row is a matter for the person', async () => {
  const look = { calls: [{ tool: 'get_invoice', input: { number: 'INV-9999' } }] };
  endpoint.reply(look, look, look, { text: 'Then I leave it.' });
  await say(page, 'what about INV-9999?');
  const question = page.getByRole('article').filter({ hasText: 'The copilot is stuck' });
  await question.getByText('3 errors in a row').waitFor();
  expect(await page.locator('.lookup[data-status="failed"]').count()).toBe(3);
  await question.getByRole('textbox', { name: 'Answer' }).fill('There is none. Leave it.');
  await question.getByRole('button', { name: 'Send answer' }).click();
  await page.getByRole('log').getByText('Then I leave it.').waitFor();
  const lastAsked = JSON.stringify(endpoint.asked.at(-1)?.messages);
  expect(lastAsked).toContain('There is none. Leave it.');
});

test('an endpoint that dies in the middle is asked again, then the person may retry, and that works', async () => {
  const dead = { text: LONG, pieceMs: 30, diesAfter: 8 };
  endpoint.reply(dead, dead, dead);
  await say(page, 'talk');
  await page.getByRole('log').getByText('This reply').waitFor();
  await page.getByText(/Next try in \d+ s/).waitFor();
  await page.getByText('The copilot could not go on').waitFor();
  await page.getByText('The model did not answer, 3 times').waitFor();
  expect(endpoint.asked).toHaveLength(3);
  endpoint.reply({ text: 'Now it works.' });
  await page.getByRole('button', { name: 'Retry' }).click();
  await page.getByRole('log').getByText('Now it works.').waitFor();
  expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
});

test('a run that took 20 steps asks for 20 more', async () => {
  const step = { calls: [{ tool: 'find_customer', input: { name: 'Jeff' } }] };
  endpoint.reply(...Array.from({ length: 20 }, () => step), { text: 'That was enough.' });
  await say(page, 'go round in circles');
  await page.getByText('It has taken 20 steps, as many as it may.').waitFor();
  expect(endpoint.asked).toHaveLength(20);
  await page.getByRole('button', { name: 'Let it take 20 more steps' }).click();
  await page.getByRole('log').getByText('That was enough.').waitFor();
});

test('a tool that does not exist, and input that fits no tool, are shown as what they are', async () => {
  endpoint.reply(
    {
      calls: [
        { tool: 'delete_everything', input: {} },
        { tool: 'create_payment_link', input: { customerId: 'Jeff', amount: 'a lot' } },
      ],
    },
    { text: 'I cannot do that.' },
  );
  await say(page, 'delete everything');
  await page.getByRole('log').getByText('I cannot do that.').waitFor();
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await page.locator('.lookup > summary').click();
  await page.getByText('There is no tool "delete_everything".').waitFor();
  expect(await page.locator('.call-card').getByText('Not possible').count()).toBe(1);
});

test('a new conversation begins empty, and nothing of the old one goes on in it', async () => {
  endpoint.reply({ calls: [{ tool: 'send_email', input: { customerId: 5, subject: 'Hello', body: 'Hi.' } }] });
  await say(page, 'greet Jeff');
  await card(page, /Send Jeff Malone/).waitFor();
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByText('What should happen at the desk?').waitFor();
  expect(await page.getByRole('article').count()).toBe(0);
  endpoint.reply({ text: 'A fresh start.' });
  await say(page, 'hello');
  await page.getByRole('log').getByText('A fresh start.').waitFor();
  expect(JSON.stringify(endpoint.asked.at(-1)?.messages)).not.toContain('greet Jeff');
});

test('the end stays in view while a reply grows, until the person scrolls up', async () => {
  endpoint.reply({ text: LONG, pieceMs: 5 });
  await say(page, 'talk');
  const log = page.getByRole('log');
  await expect.poll(() => log.evaluate((box) => box.scrollTop)).toBeGreaterThan(100);
  await wheelUp(page, 400);
  await page.getByRole('button', { name: 'To the end' }).waitFor();
  const top = await log.evaluate((box) => box.scrollTop);
  await page.waitForTimeout(300);
  expect(Math.abs((await log.evaluate((box) => box.scrollTop)) - top)).toBeLessThan(2);
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect.poll(() => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)).toBeLessThan(40);
});
