import { readFileSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeDesk } from './cli.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
/** Every command that the README shows, with what it says that the command prints. */
const session = [...readme.matchAll(/^\$ deploy-bot (.*)\n([^$`]*)/gm)].map(([, args = '', printed = '']) => ({
  args: [...args.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word),
  printed: printed.trimEnd(),
}));

test('the session in the README is what the program prints', async () => {
  const desk = makeDesk();
  rmSync(desk.path('deployments.json'));
  expect(session.length).toBeGreaterThan(4);
  for (const { args, printed } of session) {
    const { out, err } = await desk.run(args);
    expect({ args, printed: withoutTimes(`${err}${out}`) }).toEqual({ args, printed: withoutTimes(printed) });
  }
});

function withoutTimes(text: string): string {
  return text.replace(/\d\d:\d\d:\d\d/g, '--:--:--').trimEnd();
}
