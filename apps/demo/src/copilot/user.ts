import type { Actor } from '@twelvefold/core';

/** Who decides here. The model reads the name. */
export const USER: Actor = { kind: 'person', id: 'desk', name: 'The person at the desk' };
