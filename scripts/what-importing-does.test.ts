import { expect, test } from 'vitest';
import { touchedBy, whatImportingDoes } from './what-importing-does.ts';

test(
  'importing any entry point touches no clock, chance, timer, DOM, network or file',
  { timeout: 60_000 },
  async () => {
    const {
      '@twelvefold/react': react,
      '@twelvefold/inspector': inspector,
      '@twelvefold/inspector/parts': parts,
      ...others
    } = await whatImportingDoes();
    // A context has to be one for all who import it.
    expect(react).toEqual(['react.createContext()']);
    // What these make is a component, of which nothing is loaded or rendered yet.
    expect(inspector).toEqual(['react.lazy()']);
    expect(parts).toEqual(['react.memo()']);
    expect(Object.keys(others).length).toBeGreaterThan(10);
    expect(Object.entries(others).filter(([, touched]) => touched.length > 0)).toEqual([]);
  },
);

test('what a module does when it runs is seen, also in what it requires; what it only defines is not', () => {
  const modules: Readonly<Record<string, string>> = {
    'a.js': `
      require('./b.js'); require('./b.js');
      const { setup } = require('library');
      setup();
      new Map([[Math.max(1, 2), new Intl.NumberFormat()]]);
      if (typeof document === 'object') document.title;
      exports.later = () => fetch('/');`,
    'b.js': `
      globalThis.setTimeout?.(() => {});
      exports.id = Math.random() + Date.now() + new Date(0);
      class Failure extends Error {}
      class Special extends require('library').Base {}`,
  };
  expect(touchedBy('a.js', (file) => modules[file])).toEqual([
    'Date()',
    'Date.now()',
    'Math.random()',
    'document',
    'library.setup()',
    'setTimeout',
  ]);
});
