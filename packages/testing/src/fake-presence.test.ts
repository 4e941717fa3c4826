import { expect, test } from 'vitest';
import { fakePresence } from './fake-presence.ts';

const never = new AbortController().signal;

test('a runner is there until it leaves, or its process is killed', async () => {
  const office = fakePresence();
  const [one, two] = [office.open(), office.open()];
  const first = await one.enter();
  const second = await one.enter();
  expect(office.runners()).toEqual(['runner-1', 'runner-2']);
  const gone: string[] = [];
  for (const { runner } of [first, second]) void two.untilGone(runner, never).then(() => gone.push(runner));
  first.leave();
  await expect.poll(() => gone).toEqual(['runner-1']);
  one.kill();
  await expect.poll(() => gone).toEqual(['runner-1', 'runner-2']);
  await expect(one.enter()).rejects.toThrow('killed');
});

test('the lead goes to whoever asked first, then to the next that still wants it', async () => {
  const office = fakePresence();
  const [one, two, three] = [office.open(), office.open(), office.open()];
  const [first, second] = [new AbortController(), new AbortController()];
  const led: string[] = [];
  await one.lead('t', first.signal);
  const refused = two.lead('t', second.signal).then(
    () => led.push('two'),
    () => led.push('two gave up'),
  );
  void three.lead('t', never).then(() => led.push('three'));
  await two.lead('another', never);
  second.abort(new Error('Enough.'));
  await refused;
  expect(led).toEqual(['two gave up']);
  one.kill();
  await expect.poll(() => led).toEqual(['two gave up', 'three']);
});

test('waiting ends with the reason of the signal', async () => {
  const office = fakePresence();
  const { runner } = await office.open().enter();
  const ending = new AbortController();
  const waiting = office.open().untilGone(runner, ending.signal);
  ending.abort(new Error('Enough.'));
  await expect(waiting).rejects.toThrow('Enough.');
});
