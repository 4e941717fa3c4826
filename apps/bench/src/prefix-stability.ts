import {
  createMemoryStore,
  defineAgent,
  type AgentDefinition,
  type ContextFormat,
  type ModelRequest,
} from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { callingModel, desk } from './node/desk.ts';

/** How much of one request is how the next one begins. */
export interface Stability {
  /** Of all pairs the worst: 1 is all of it. */
  readonly worst: number;
  /** The same, without what a format puts at the very end (`closing`) of every request. */
  readonly worstBeforeClosing: number;
  readonly requests: number;
}

/** The requests of a run of `steps` steps, each with a call, as a model sees them. */
export async function requestsOf(steps: number, context?: ContextFormat): Promise<readonly ModelRequest[]> {
  const definition = defineAgent({
    ...toOptions(desk),
    ...(context && { context }),
  });
  const model = callingModel(steps, 'find_invoices', (step) => ({
    customer: `C-${step}`,
    status: 'overdue',
    fields: ['number', 'due'],
  }));
  const requests: ModelRequest[] = [];
  const remembering: typeof model = {
    id: model.id,
    stream: (request, options) => {
      requests.push(request);
      return model.stream(request, options);
    },
  };
  const agent = createAgent(definition, { model: remembering, store: createMemoryStore() });
  const done = new Promise<void>((resolve) => {
    agent.subscribe(() => void (agent.getSnapshot().phase === 'done' && resolve()));
  });
  await agent.send('Which customers have overdue invoices?');
  await done;
  agent.dispose();
  return requests;
}

/** Compares each request, as JSON text up to its closing brackets, with the one after it. */
export function stabilityOf(requests: readonly ModelRequest[], closing = ''): Stability {
  const texts = requests.map(({ system, tools, messages }) => {
    const text = JSON.stringify([system, tools, ...messages]);
    return text.slice(0, text.lastIndexOf(messages.at(-1)?.role === 'user' ? '"}' : '}'));
  });
  const shares = texts.slice(1).map((next, index) => {
    const before = texts[index] ?? '';
    const common = commonLength(before, next);
    const stable = before.endsWith(closing) ? before.length - closing.length : before.length;
    return { all: common / before.length, beforeClosing: Math.min(common / stable, 1) };
  });
  return {
    worst: Math.min(...shares.map(({ all }) => all)),
    worstBeforeClosing: Math.min(...shares.map(({ beforeClosing }) => beforeClosing)),
    requests: requests.length,
  };
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function toOptions({ name, instructions, tools, limits }: AgentDefinition): Parameters<typeof defineAgent>[0] {
  return { name, instructions, tools, limits };
}
