import { afterEach, expect, test, vi } from 'vitest';
import { receiveMessages, type MessageReceiver } from './receive-messages.ts';

/* Two windows of happy-dom cannot post to each other with an origin, so the window here is an event target with an opener. */

interface Fake {
  readonly window: Window;
  readonly opener: { readonly posted: unknown[] };
  readonly say: (origin: string, source: object | null, data: unknown) => void;
}

let receiver: MessageReceiver | undefined;
afterEach(() => {
  receiver?.stop();
  vi.useRealTimers();
});

function fakeWindow(place: 'opened' | 'framed' | 'alone'): Fake {
  const target = new EventTarget();
  const posted: unknown[] = [];
  const opener = { posted, postMessage: (data: unknown, to: string) => void posted.push([data, to]) };
  const self = Object.assign<EventTarget, Record<string, unknown>>(target, {
    opener: place === 'opened' ? opener : null,
    document: { readyState: 'complete' },
  });
  self['self'] = self;
  self['top'] = place === 'framed' ? opener : self;
  self['parent'] = place === 'framed' ? opener : self;
  return {
    window: self as unknown as Window,
    opener,
    say: (origin, source, data) => {
      const event = Object.assign(new Event('message'), { origin, source, data });
      target.dispatchEvent(event);
    },
  };
}

const message = { type: '@xstate.event', sessionId: 'x:0', event: { type: 'GO' } };

function receive(place: Parameters<typeof fakeWindow>[0]) {
  const fake = fakeWindow(place);
  const heard: unknown[] = [];
  const started = receiveMessages({
    window: fake.window,
    onData: (data, sender) => heard.push([sender, data]),
    onSenders: () => undefined,
  });
  receiver = started;
  return { ...fake, heard, receiver: started };
}

test.each(['opened', 'framed'] as const)('a page that is %s says that it is there until it is heard', (place) => {
  vi.useFakeTimers();
  const { opener, say, heard } = receive(place);
  const connected = [{ type: '@statelyai.connected' }, '*'];
  vi.advanceTimersByTime(100);
  expect(opener.posted).toEqual([connected]);
  vi.advanceTimersByTime(600);
  expect(opener.posted).toEqual([connected, connected]);
  say('https://app.example', opener, message);
  expect(heard).toEqual([['https://app.example', message]]);
  vi.advanceTimersByTime(10_000);
  expect(opener.posted).toEqual([connected, connected]);
});

test('another page is heard when the person allows it, with what it said before', () => {
  const { opener, say, heard, receiver: there } = receive('opened');
  say('https://app.example', opener, message);
  say('https://other.example', {}, { ...message, sessionId: 'x:1' });
  expect(heard).toHaveLength(1);
  expect(there.senders()).toEqual([
    { id: 'https://app.example', origin: 'https://app.example', standing: 'allowed', held: 0, isTarget: true },
    { id: 'https://other.example', origin: 'https://other.example', standing: 'asks', held: 1, isTarget: false },
  ]);
  there.allow('https://other.example');
  expect(heard.at(-1)).toEqual(['https://other.example', { ...message, sessionId: 'x:1' }]);
});

test('an opener that went to another origin asks again', () => {
  const { opener, say, heard, receiver: there } = receive('opened');
  say('https://app.example', opener, message);
  say('https://evil.example', opener, message);
  expect(heard).toHaveLength(1);
  expect(there.senders().map(({ standing }) => standing)).toEqual(['allowed', 'asks']);
});

test('without an opener, whoever speaks first asks', () => {
  const { say, heard, receiver: there } = receive('alone');
  say('https://app.example', {}, message);
  expect(heard).toEqual([]);
  there.block('https://app.example');
  there.allow('https://nobody.example');
  say('https://app.example', {}, message);
  expect(there.senders()).toMatchObject([{ standing: 'blocked', held: 0 }]);
});

test('what is not in the protocol, and what the page posts to itself, makes nobody ask', () => {
  const { window: own, say, receiver: there } = receive('alone');
  say('https://app.example', {}, { source: 'react-devtools-bridge' });
  say('https://app.example', own, message);
  say('https://app.example', null, message);
  expect(there.senders()).toEqual([]);
});

test('pages without an origin are told apart by their windows', () => {
  const { say, receiver: there } = receive('alone');
  say('null', { one: 1 }, message);
  say('null', { other: 1 }, message);
  expect(there.senders().map(({ id }) => id)).toEqual(['null (1)', 'null (2)']);
});

test('those who ask are held in bounds: their number, and what each says', () => {
  const { say, receiver: there } = receive('alone');
  for (let count = 0; count < 300; count++) say('https://loud.example', {}, message);
  for (let count = 0; count < 300; count++) say(`https://${count}.example`, {}, message);
  expect(there.senders()).toHaveLength(20);
  expect(there.senders()[0]).toMatchObject({ held: 200 });
});
