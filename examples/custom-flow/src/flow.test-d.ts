/* Compiled, never run: `pnpm types` fails when one of these lines compiles. */
import { defineFlow, toolsRan } from '@twelvefold/core';
import { balancing } from './bookkeeper.ts';
import { createLedger } from './ledger.ts';

const states = { balancing: balancing(createLedger(), 4) };

defineFlow({ states, route: [{ when: toolsRan, to: 'balancing' }] });

// @ts-expect-error there is no state of that name
defineFlow({ states, route: [{ when: toolsRan, to: 'balncing' }] });

// @ts-expect-error a question needs its text
defineFlow({ states: { asking: { run: () => ({ then: 'ask' }) } }, route: [] });
