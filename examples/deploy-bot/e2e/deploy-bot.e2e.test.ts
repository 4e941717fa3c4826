import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { makeDesk } from './cli.ts';

const start = ['start', 'deploy the latest backend to production', '--thread', 'thread.jsonl', '--as', 'alex'];
const staged = 'v1.2.3 staging succeeded';

test('the whole story: staging freely, an approval, a failure, a question, another approval, each in its own process', async () => {
  const desk = makeDesk({ outages: 1 });

  const started = await desk.run(start);
  expect(started).toMatchObject({ code: 0, err: '' });
  expect(started.out).toContain('Waits for approval of 3.0 deploy_backend {"tag":"v1.2.3","environment":"production"}');
  expect(desk.deployments()).toEqual([staged]);

  const approved = await desk.run(['approve', 'thread.jsonl', '3.0', '--as', 'sam']);
  expect(approved.code).toBe(0);
  expect(approved.out).toContain('3.0 deploy_backend approved by sam');
  expect(approved.out).toContain('Waits for an answer to: error running deploy_backend');
  expect(desk.deployments()).toEqual([staged, 'v1.2.3 production failed']);

  const answered = await desk.run(['answer', 'thread.jsonl', 'The network is back, try again.', '--as', 'sam']);
  expect(answered.out).toContain('get_workflow_status gave {"workflow":"deploy-2"');
  expect(answered.out).toContain('Waits for approval of 6.0 deploy_backend');
  expect(desk.deployments()).toHaveLength(2);

  const again = await desk.run(['approve', 'thread.jsonl']);
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(again.out).toContain('said: Deployed v1.2.3 to production.');
  expect(desk.deployments()).toEqual([staged, 'v1.2.3 production failed', 'v1.2.3 production succeeded']);
  expect(desk.types().filter((type) => type === 'call.approved')).toHaveLength(2);
});

describe('a decision', () => {
  test('to deny is final: nothing reaches production, and the reason reaches the model', async () => {
    const desk = makeDesk();
    await desk.run(start);
    const denied = await desk.run(['deny', 'thread.jsonl', '--reason', 'not on a Friday', '--as', 'sam']);
    expect(denied.code).toBe(0);
    expect(denied.out).toContain('said: Stopped: deploy_backend did not run: sam denied this call: not on a Friday');
    expect(await desk.run(['approve', 'thread.jsonl'])).toMatchObject({
      code: 1,
      err: 'Call 3.0 was decided already: denied by sam.\n',
    });
    expect(desk.deployments()).toEqual([staged]);
  });

  test('is no longer wanted once the run is cancelled', async () => {
    const desk = makeDesk();
    await desk.run(start);
    const cancelled = await desk.run(['cancel', 'thread.jsonl', '--reason', 'wrong week', '--as', 'sam']);
    expect(cancelled).toMatchObject({ code: 0, out: 'cancelled by sam: wrong week\nCancelled.\n' });
    expect(await desk.run(['approve', 'thread.jsonl'])).toMatchObject({
      code: 1,
      err: 'Call 3.0 was decided already: cancelled.\n',
    });
    expect(desk.deployments()).toEqual([staged]);
  });

  test('that edits the tag deploys that tag', async () => {
    const desk = makeDesk();
    await desk.run(start);
    const wrong = await desk.run(['approve', 'thread.jsonl', '--tag', 'newest']);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('tag: Write a tag such as v1.2.3.') });
    const edited = await desk.run(['approve', 'thread.jsonl', '--tag', 'v1.2.2']);
    expect(edited.out).toContain('said: Deployed v1.2.2 to production.');
    expect(desk.deployments()).toEqual([staged, 'v1.2.2 production succeeded']);
  });

  test('is taken once: a second approval is told so', async () => {
    const desk = makeDesk();
    await desk.run(start);
    await desk.run(['approve', 'thread.jsonl', '--as', 'alex']);
    expect(await desk.run(['approve', 'thread.jsonl', '--as', 'sam'])).toMatchObject({
      code: 1,
      err: 'Call 3.0 was decided already: approved by alex.\n',
    });
    expect(desk.deployments()).toEqual([staged, 'v1.2.3 production succeeded']);
  });

  test('of four processes at the same time: one wins, one claim, one deployment', async () => {
    const desk = makeDesk({ deployMs: 300 });
    await desk.run(start);
    const runs = await Promise.all(
      ['ada', 'bob', 'cy', 'di'].map((name) => desk.run(['approve', 'thread.jsonl', '3.0', '--as', name])),
    );
    expect(runs.map(({ code }) => code).toSorted((a, b) => a - b)).toEqual([0, 1, 1, 1]);
    for (const { code, err } of runs) expect(err).toMatch(code === 0 ? /^$/ : /^Call 3.0 was decided already/);
    expect(desk.types().filter((type) => type === 'call.approved')).toHaveLength(1);
    expect(desk.types().filter((type) => type === 'call.claimed')).toHaveLength(3);
    expect(desk.deployments()).toEqual([staged, 'v1.2.3 production succeeded']);
    expect((await desk.run(['show', 'thread.jsonl'])).out).toMatch(/Done\.\n$/);
  });
});

describe('a process killed in the middle of a deployment', () => {
  async function killed() {
    const desk = makeDesk();
    await desk.run(start);
    desk.setDeployMs(9_000);
    const child = desk.spawn(['approve', 'thread.jsonl']);
    await vi.waitFor(() => expect(desk.deployments()).toEqual([staged, 'v1.2.3 production running']), 10_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    desk.setDeployMs(20);
    expect((await desk.run(['show', 'thread.jsonl'])).out).toContain('A process is at 3.0 deploy_backend');
    return desk;
  }

  async function doubted() {
    const desk = await killed();
    const resumed = await desk.run(['resume', 'thread.jsonl', '--alone']);
    expect(resumed).toMatchObject({ code: 0, err: '' });
    expect(resumed.out).toContain('In doubt: did 3.0 deploy_backend');
    expect(desk.deployments()).toHaveLength(2);
    return desk;
  }

  test('is waited for until its lease is over, and then nobody runs the call again', async () => {
    const desk = await killed();
    const untilMs = Date.now() + 2_000;
    const file = desk.file('thread.jsonl').replace(/"leaseUntilMs":\d+/g, `"leaseUntilMs":${untilMs}`);
    writeFileSync(desk.path('thread.jsonl'), file);
    const resumed = await desk.run(['resume', 'thread.jsonl']);
    expect(resumed.out).toContain('In doubt: did 3.0 deploy_backend');
    expect(Date.now()).toBeGreaterThanOrEqual(untilMs);
    expect(desk.deployments()).toHaveLength(2);
  });

  test('leaves a doubt, which a person settles: it happened', async () => {
    const desk = await doubted();
    expect(await desk.run(['approve', 'thread.jsonl'])).toMatchObject({ code: 1 });
    expect(await desk.run(['resolve', 'thread.jsonl'])).toMatchObject({ code: 2 });
    const resolved = await desk.run(['resolve', 'thread.jsonl', '--happened', '--as', 'sam']);
    expect(resolved).toMatchObject({ code: 0, err: '' });
    expect(resolved.out).toContain('3.0 deploy_backend resolved by sam: it happened');
    expect(resolved.out).toContain('said: Deployed v1.2.3 to production.');
    expect(desk.deployments()).toEqual([staged, 'v1.2.3 production running']);
    expect(await desk.run(['resolve', 'thread.jsonl', '3.0', '--again'])).toMatchObject({ code: 1 });
  });

  test('… run it again', async () => {
    const desk = await doubted();
    const resolved = await desk.run(['resolve', 'thread.jsonl', '3.0', '--again']);
    expect(resolved.out).toContain('3.0 deploy_backend runs, attempt 2');
    expect(desk.deployments().slice(2)).toEqual(['v1.2.3 production succeeded']);
  });

  test('… give it up: the bot asks how to go on', async () => {
    const desk = await doubted();
    const resolved = await desk.run(['resolve', 'thread.jsonl', '--give-up', '--as', 'sam']);
    expect(resolved.out).toContain('sam gave up on it: it may or may not have happened. How should I go on?');
    expect(desk.deployments()).toHaveLength(2);
  });
});

describe('what cannot be done is said', () => {
  test('a corrupted thread file names the line, and is left as it is', async () => {
    const desk = makeDesk();
    await desk.run(start);
    const lines = desk.file('thread.jsonl').split('\n');
    const corrupted = lines.with(3, '{"type": "call.approved"}').join('\n');
    writeFileSync(desk.path('thread.jsonl'), corrupted);
    for (const command of ['show', 'approve', 'resume']) {
      const { code, err } = await desk.run([command, 'thread.jsonl']);
      expect([command, code, err]).toEqual([
        command,
        1,
        expect.stringMatching(/^Line 4 of the thread file is invalid/),
      ]);
    }
    expect(desk.file('thread.jsonl')).toBe(corrupted);
  });

  test('misuse exits with 2 and shows the usage', async () => {
    const desk = makeDesk();
    const misuses = [[], ['fly'], ['start', 'deploy'], ['approve'], ['show', 'none.jsonl'], ['show', '--as', 'x']];
    const runs = await Promise.all(misuses.map(async (args) => ({ args, ...(await desk.run(args)) })));
    for (const { args, code, err, out } of runs) {
      expect([args, code, out, err]).toEqual([args, 2, '', expect.stringContaining('deploy-bot start "deploy')]);
    }
  });

  test('a lock that a dead process left behind names the file to delete', async () => {
    const desk = makeDesk();
    await desk.run(start);
    writeFileSync(desk.path('thread.jsonl.lock'), '');
    expect(await desk.run(['approve', 'thread.jsonl'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('thread.jsonl.lock is there'),
    });
    expect(desk.types()).not.toContain('call.approved');
  });
});

test('with a key the model is asked what --context shows; the key stays out of the thread; resume tries again', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"Incorrect API key","type":"invalid_request_error","code":"invalid_api_key"}}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const env = { OPENAI_API_KEY: 'test-key-of-nobody', OPENAI_BASE_URL: baseUrl, DEPLOY_BOT_MODEL: 'gpt-test' };

  const desk = makeDesk();
  const failed = await desk.run(start, env);
  expect(failed).toMatchObject({ code: 1, out: expect.stringContaining('Failed: ') });
  const [body = '{}'] = bodies;
  const context = (await desk.run(['show', 'thread.jsonl', '--context'])).out.trimEnd();
  expect(context).toContain('<user_message>\n    From: alex\n    Text: deploy the latest backend to production');
  expect(JSON.stringify(JSON.parse(body))).toContain(JSON.stringify(context));
  expect(desk.file('thread.jsonl')).not.toContain('test-key-of-nobody');

  server.close();
  const resumed = await desk.run(['resume', 'thread.jsonl']);
  expect(resumed.out).toContain('Waits for approval of 3.0 deploy_backend');
});
