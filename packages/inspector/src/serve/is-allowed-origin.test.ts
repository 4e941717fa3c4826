// @vitest-environment node
import { expect, test } from 'vitest';
import { isAllowedHost, isAllowedOrigin } from './is-allowed-origin.ts';

test.each([
  ['localhost:8080', true],
  ['app.localhost:8080', true],
  ['127.0.0.1:8080', true],
  ['127.8.9.1', true],
  ['[::1]:8080', true],
  ['192.168.1.5:8080', true],
  ['desk.lan:8080', true],
  ['evil.example:8080', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['', false],
  [undefined, false],
])('a request for the host %s: %s', (host, isAllowed) => {
  expect(isAllowedHost(host, ['desk.lan'])).toBe(isAllowed);
});

test.each([
  [undefined, true],
  ['http://localhost:5173', true],
  ['http://127.0.0.1:3000', true],
  ['http://[::1]:3000', true],
  ['https://app.example', true],
  ['http://192.168.1.5:8080', true],
  ['http://192.168.1.5:9090', false],
  ['https://app.example.evil.example', false],
  ['http://localhost.evil.example', false],
  ['null', false],
  ['file://', false],
  ['nonsense', false],
])('a page from %s: %s', (origin, isAllowed) => {
  expect(isAllowedOrigin(origin, '192.168.1.5:8080', ['https://app.example'])).toBe(isAllowed);
});
