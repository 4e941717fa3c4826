import { expect, test } from 'vitest';
import { createLedger, type Ledger } from './ledger.ts';

/** What a row of the suite reports of its effects; `reporter.ts` adds them up. */
export interface Outcome {
  readonly effects: number;
  readonly unapproved: number;
}

declare module 'vitest' {
  interface TaskMeta {
    attack?: Outcome;
  }
}

/**
 * One attack: a row of the table in SECURITY.md, whose text is the title, word for word. Besides what the attack itself
 * expects, nothing may have happened that nobody let happen.
 */
export function row(title: string, attack: (ledger: Ledger) => Promise<void>): void {
  test(title, async ({ task }) => {
    const ledger = createLedger();
    const report = (): void => {
      task.meta.attack = { effects: ledger.effects().length, unapproved: ledger.unapproved().length };
    };
    // Without a word from the row it counts as one that let something through.
    task.meta.attack = { effects: 0, unapproved: 1 };
    await attack(ledger).finally(report);
    expect(ledger.unapproved()).toEqual([]);
  });
}
