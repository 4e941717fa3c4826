// @vitest-environment node
import { expect, test } from 'vitest';
import { serverOf } from './server-url.ts';

test.each([
  ['https://app.example/i/', false, { kind: 'none' }],
  ['http://localhost:8080/', true, { kind: 'at', url: 'ws://localhost:8080' }],
  ['https://app.example/', true, { kind: 'at', url: 'wss://app.example' }],
  ['http://localhost:8080/?server=wss://other.example/a', true, { kind: 'at', url: 'wss://other.example/a' }],
  ['https://app.example/?server=', false, { kind: 'none' }],
  ['https://app.example/?server=https://x', false, { kind: 'bad', named: 'https://x' }],
  ['https://app.example/?server=javascript:alert(1)', true, { kind: 'bad', named: 'javascript:alert(1)' }],
])('the page %s, relayed %s, listens to %j', (href, isRelayed, server) => {
  expect(serverOf({ href, isRelayed })).toEqual(server);
});
