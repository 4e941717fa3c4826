import { expect, test } from 'vitest';
import { createScope } from './scope.ts';

test('a scope that ends says so to all, once, and to those who ask later', () => {
  const scope = createScope();
  const heard: unknown[] = [];
  const forget = scope.onOver(() => heard.push('forgotten'));
  scope.onOver((reason) => heard.push(reason));
  forget();
  const { signal } = scope;
  scope.throwIfOver();
  expect([scope.isOver(), signal.aborted]).toEqual([false, false]);
  scope.end('left');
  scope.end('again');
  scope.onOver((reason) => heard.push(reason));
  expect(heard).toEqual(['left', 'left']);
  expect([scope.isOver(), signal.aborted, signal.reason]).toEqual([true, true, 'left']);
  expect(() => scope.throwIfOver()).toThrow('left');
});

test('a signal that is asked for after the end is aborted with its reason', () => {
  const scope = createScope();
  scope.end('left');
  expect([scope.signal.aborted, scope.signal.reason]).toEqual([true, 'left']);
});
