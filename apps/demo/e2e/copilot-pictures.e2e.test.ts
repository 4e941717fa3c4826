import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { card, choose, composer, say, useEndpoint, wheelUp } from './copilot-page.ts';
import { setting } from './copilot-setting.ts';
import { holdDesk, letDeskBeHeld } from './hold-desk.ts';
import { openPage, takePicture } from './start-desk.ts';
import { tooSmall } from './too-small.ts';
import { violations } from './violations.ts';

const copilot = setting();

/** A label is as good to press as its box. */
const IN_A_LABEL = 'label > *';

const link = { customerId: 5, amount: 750, memo: 'February AI Tinkerers meetup sponsorship' };
const email = {
  customerId: 3,
  subject: 'Your invoice is overdue',
  body: 'Hello Maria,\n\nthis is a friendly reminder that your invoice is still to be paid.\n\nBest regards\nTallow & Reed',
};
const invoice = {
  customerId: 7,
  lines: [
    { description: 'Product photos, half a day', amount: 640 },
    { description: 'Retouching', amount: 180.5 },
  ],
  due: '2026-12-18',
};

/** What is said and done to get there, and the name of the state. */
const states: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  empty: async () => undefined,
  streaming: async (page) => {
    copilot.endpoint.reply({
      reasoning: 'There is one Jeff. The memo should name the meetup.',
      text: 'There is one Jeff, so I will write to him:',
      calls: [{ tool: 'send_email', input: email }],
      pieceMs: 60,
    });
    await say(page, 'Remind Maria');
    await page.getByText('this is a friendly').waitFor();
  },
  approval: async (page) => {
    copilot.endpoint.reply(
      { calls: [{ tool: 'find_customer', input: { name: 'Jeff' } }] },
      {
        reasoning: 'There is one Jeff. The memo should name the meetup.',
        text: 'I found **Jeff Malone**. The link would be:',
        calls: [{ tool: 'create_payment_link', input: link }],
      },
    );
    await say(page, 'Create a payment link for $750 to Jeff for sponsoring the february AI tinkerers meetup');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
  },
  edit: async (page) => {
    copilot.endpoint.reply({ calls: [{ tool: 'create_invoice', input: invoice }] });
    await say(page, 'Invoice Dwayne for the product photos');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Amount').first().fill('a lot');
    await page.getByRole('button', { name: 'Approve with changes' }).click();
    await page.locator('[aria-invalid]').waitFor();
  },
  deny: async (page) => {
    copilot.endpoint.reply({ calls: [{ tool: 'create_payment_link', input: link }] });
    await say(page, 'A link for Jeff');
    await page.getByRole('button', { name: 'Deny' }).click();
  },
  settled: async (page) => {
    copilot.endpoint.reply(
      {
        calls: [
          { tool: 'create_payment_link', input: link },
          { tool: 'refund_invoice', input: { number: 'INV-1003', amount: 30 } },
          { tool: 'send_email', input: email },
        ],
      },
      {
        text: 'Two of these were done:\n\n- the link, over $500 instead of $750\n- the refund\n\nThe e-mail was not sent.',
      },
    );
    await say(page, 'A link for Jeff, $30 back on INV-1003, and a reminder to Maria');
    await card(page, /\$750/).getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Amount').fill('500');
    await page.getByRole('button', { name: 'Approve with changes' }).click();
    await card(page, /\$500/).getByText('Approved').waitFor();
    await card(page, /Maria/).getByRole('button', { name: 'Deny' }).click();
    await page.getByLabel('Why not? The copilot reads it.').fill('She paid yesterday');
    await card(page, /Maria/).getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('log').getByText('The e-mail was not sent.').waitFor();
  },
  several: async (page) => {
    const calls = [
      { tool: 'send_email', input: email },
      { tool: 'create_payment_link', input: link },
    ];
    copilot.endpoint.reply({ text: 'Two things to decide:', calls });
    await say(page, 'Remind Maria, and a link for Jeff');
    await page.getByRole('button', { name: 'Approve all 2' }).waitFor();
  },
  timed: async (page) => {
    copilot.endpoint.reply({ calls: [{ tool: 'refund_invoice', input: { number: 'INV-1003', amount: 600 } }] });
    await say(page, 'Give $600 back on INV-1003');
    await page.getByText('15 min left to decide').waitFor();
  },
  allowed: async (page) => {
    const call = { tool: 'create_payment_link', input: link };
    copilot.endpoint.reply({ calls: [call] }, { calls: [call] }, { text: 'Both links are ready.' });
    await say(page, 'Two links for Jeff, for two people');
    await page.getByLabel(/^Always allow/).check();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('log').getByText('Both links are ready.').waitFor();
    copilot.endpoint.reply({ calls: [{ tool: 'send_email', input: email }] }, { text: 'The reminder is on its way.' });
    await say(page, 'And a reminder to Maria');
    await page.getByLabel(/^Always allow/).check();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Without asking: Payment link, E-mail').click();
    await page.getByRole('button', { name: 'Ask again: E-mail' }).waitFor();
    await page.getByRole('log').getByText('The reminder is on its way.').waitFor();
  },
  question: async (page) => {
    const options = ['Maria Santos (Lumen Dental)', 'Maria Kowalski (Brightside Bakery)'];
    copilot.endpoint.reply({
      calls: [
        {
          tool: 'ask_human',
          input: { question: 'Which Maria do you mean?', format: 'choice', options, urgency: 'high' },
        },
        { tool: 'ask_human', input: { question: 'Shall it be paid in two parts?', format: 'yes_no', urgency: 'low' } },
        { tool: 'ask_human', input: { question: 'What is it for?' } },
      ],
    });
    await say(page, 'A link for Maria');
    await page.getByRole('button', { name: 'Send answer' }).waitFor();
  },
  stuck: async (page) => {
    const look = { calls: [{ tool: 'get_invoice', input: { number: 'INV-9999' } }] };
    copilot.endpoint.reply(look, look, look);
    await say(page, 'What about INV-9999?');
    await page.getByText('The copilot is stuck').waitFor();
    await page.locator('.lookup > summary').first().click();
  },
  calling: async (page) => {
    const text = 'There is more to say about this than fits here.\n\n'.repeat(20);
    copilot.endpoint.reply({ text, calls: [{ tool: 'create_payment_link', input: link }], pieceMs: 5 });
    await say(page, 'A link for Jeff');
    await composer(page).fill('And one more thing: please also');
    await page.getByRole('article').waitFor();
    await wheelUp(page, 5000);
    await page.getByRole('button', { name: /Go there/ }).waitFor();
  },
  'backing-off': async (page) => {
    copilot.endpoint.reply({ text: 'This will not be finished, ever.', pieceMs: 40, diesAfter: 4 });
    await say(page, 'Talk');
    await page.getByText(/Next try in/).waitFor();
  },
  failed: async (page) => {
    await say(page, 'Talk');
    await page.getByRole('button', { name: 'Retry' }).waitFor();
  },
  paused: async (page) => {
    copilot.endpoint.reply({ text: 'This takes a while. '.repeat(30), pieceMs: 50 });
    await say(page, 'Talk');
    await page.getByRole('log').getByText('This takes').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Go on' }).waitFor();
  },
  limited: async (page) => {
    const step = { calls: [{ tool: 'find_customer', input: { name: 'Jeff' } }] };
    copilot.endpoint.reply(...Array.from({ length: 20 }, () => step));
    await say(page, 'Go round in circles');
    await page.getByRole('button', { name: 'Let it take 20 more steps' }).waitFor();
  },
  menu: async (page) => {
    copilot.endpoint.reply({ text: 'Good morning.' });
    await say(page, 'Good morning');
    await page.getByRole('log').getByText('Good morning.').waitFor();
    await page.getByRole('button', { name: 'More about this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Audit trail' }).waitFor();
  },
  threads: async (page) => {
    copilot.endpoint.reply({ calls: [{ tool: 'create_payment_link', input: link }] });
    await say(page, 'Create a payment link for $750 to Jeff for sponsoring the february AI tinkerers meetup');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await page.getByRole('button', { name: /^Conversations/ }).click();
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  },
  remove: async (page) => {
    copilot.endpoint.reply({ text: 'Good morning.' });
    await say(page, 'A message that is so long that the list has no room for all of it, at all');
    await page.getByRole('log').getByText('Good morning.').waitFor();
    await choose(page, 'Delete this conversation');
  },
  changing: async (page) => {
    copilot.endpoint.reply({ text: 'There are three overdue invoices.' });
    await say(page, 'Which invoices are overdue?');
    await page.getByRole('log').getByText('There are three').waitFor();
    await page.locator('.message-row').hover();
    await page.getByRole('button', { name: 'Change this message' }).click();
  },
  branches: async (page) => {
    copilot.endpoint.reply(
      { text: 'There are **three** overdue invoices.' },
      { text: 'Two are overdue, over $4,020.00 in all.' },
    );
    await say(page, 'Which invoices are overdue?');
    const first = page.getByRole('log').locator('.reply', { hasText: 'three' });
    await first.hover();
    await first.getByRole('button', { name: 'Answer again, in a branch' }).click();
    const second = page.getByRole('log').locator('.reply', { hasText: 'Two are' });
    await second.waitFor();
    await page.getByRole('button', { name: 'Previous branch' }).waitFor();
    await second.hover();
  },
  past: async (page) => {
    copilot.endpoint.reply({ text: 'The link would be:', calls: [{ tool: 'create_payment_link', input: link }] });
    copilot.endpoint.reply({ text: 'It is ready.' });
    await say(page, 'A link for Jeff');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('log').getByText('It is ready.').waitFor();
    await choose(page, 'Look back');
    const moments = page.getByRole('combobox', { name: 'Go to …' });
    await moments.getByRole('option', { name: 'Waits for approval' }).waitFor({ state: 'attached' });
    await moments.selectOption({ label: '5. Waits for approval, Payment link' });
    await card(page, /\$750/).getByText('Waits for you').waitFor();
  },
  audit: async (page) => {
    copilot.endpoint.reply({ text: 'Two things to decide:', calls: [{ tool: 'create_payment_link', input: link }] });
    copilot.endpoint.reply({ calls: [{ tool: 'send_email', input: email }] }, { text: 'So be it.' });
    await say(page, 'A link for Jeff');
    await page.getByRole('button', { name: 'Approve' }).click();
    await card(page, /Maria/).getByRole('button', { name: 'Deny' }).click();
    await page.getByLabel('Why not? The copilot reads it.').fill('She paid yesterday');
    await card(page, /Maria/).getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('log').getByText('So be it.').waitFor();
    await choose(page, 'Audit trail');
    const row = page.getByRole('row').filter({ hasText: 'Ran, attempt 1' });
    await row.getByText('Show').click();
  },
  doubt: async (page) => {
    copilot.endpoint.reply({ calls: [{ tool: 'send_email', input: email }] });
    await say(page, 'Remind Maria');
    await holdDesk(page);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Happening now').waitFor();
    await page.reload();
    const opener = page.getByRole('button', { name: 'Copilot', exact: true });
    if (await opener.isVisible()) await opener.click();
    await page.getByText('Nobody knows whether this happened.').waitFor();
    await page.getByText(/^Started at/).scrollIntoViewIfNeeded();
  },
  models: async (page) => {
    await page.locator('.model-button').click();
    await page.getByRole('radio', { name: 'Any OpenAI-compatible endpoint' }).check();
    await page.getByLabel('Base URL').fill('localhost');
    await page.getByRole('button', { name: 'Use this model' }).click();
    await page.locator('[aria-invalid]').first().waitFor();
  },
};

describe.each([
  [1440, 'light'],
  [1440, 'dark'],
  [360, 'light'],
  [360, 'dark'],
] as const)('at %i px in %s colors', (width, colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    // axe is brought in by the test, which the page's own policy rightly forbids.
    ({ page } = await copilot.desk.visit({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true }));
    await letDeskBeHeld(page);
    await openPage(page, copilot.desk.url);
    if (width === 360) await page.getByRole('button', { name: 'Copilot', exact: true }).click();
    await useEndpoint(page, copilot.endpoint.url);
  });

  afterAll(() => page.context().close());

  test.each(Object.entries(states))(
    '%s fits, has nothing that axe objects to, and leaves room for fingers',
    async (name, reach) => {
      await begin(page);
      await reach(page);
      await takePicture(page, `copilot-${name}-${width}-${colorScheme}`);
      expect(await tooWide(page)).toEqual([]);
      if (width === 360) expect(await tooSmall(page.locator('.copilot'), IN_A_LABEL)).toEqual([]);
      expect(await violations(page, { include: ['.copilot-slot', 'dialog'] })).toEqual([]);
    },
  );
});

/** A new conversation, and nothing at work in the one before. */
async function begin(page: Page): Promise<void> {
  if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
  const live = page.getByRole('button', { name: 'Back to now' });
  if (await live.isVisible()) await live.click();
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await stop.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
  await stop.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByText('What should happen at the desk?').waitFor();
}

/** What of the copilot sticks out of the window, or of its panel. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.locator('.copilot-slot').evaluate((panel) => {
    const edge = panel.getBoundingClientRect().right + 0.5;
    const isCut = (element: Element) => element.getBoundingClientRect().right > edge;
    return [...panel.querySelectorAll('*')]
      .filter((element) => !element.closest('.visually-hidden, dialog') && isCut(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
