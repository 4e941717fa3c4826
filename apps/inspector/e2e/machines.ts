/*
 * Machines that are none of ours: what the public examples of XState do, written anew from their descriptions.
 */
import { assign, createActor, createMachine, fromCallback, fromPromise, setup, type AnyActorRef } from 'xstate';

/** Three lights in a ring; the red one has a walk light of its own. */
const trafficLight = createMachine({
  id: 'trafficLight',
  initial: 'green',
  states: {
    green: { on: { TIMER: 'yellow' } },
    yellow: { on: { TIMER: 'red' } },
    red: {
      initial: 'walk',
      states: { walk: { on: { COUNTDOWN: 'wait' } }, wait: { on: { COUNTDOWN: 'stop' } }, stop: { type: 'final' } },
      on: { TIMER: 'green' },
    },
  },
});

/** On and off, counted. */
const toggle = setup({ types: {} as { context: { count: number } } }).createMachine({
  id: 'toggle',
  initial: 'inactive',
  context: { count: 0 },
  states: {
    inactive: { on: { TOGGLE: { target: 'active', actions: assign({ count: ({ context }) => context.count + 1 }) } } },
    active: { on: { TOGGLE: 'inactive' } },
  },
});

/** Asks again, a few times, before it gives up. */
const fetcher = setup({
  types: {} as { context: { retries: number; failures: number; data?: unknown }; input: { failures: number } },
  actors: {
    load: fromPromise<string, { attempt: number; failures: number }>(async ({ input: { attempt, failures } }) => {
      if (attempt < failures) throw new Error(`Attempt ${attempt} failed.`);
      return 'a dog';
    }),
  },
  guards: { mayRetry: ({ context }) => context.retries < 3 },
}).createMachine({
  id: 'fetcher',
  initial: 'idle',
  context: ({ input }) => ({ retries: 0, failures: input.failures }),
  states: {
    idle: { on: { FETCH: 'loading' } },
    loading: {
      invoke: {
        src: 'load',
        id: 'load',
        input: ({ context }) => ({
          attempt: context.retries,
          failures: (context as { failures?: number }).failures ?? 0,
        }),
        onDone: { target: 'success', actions: assign({ data: ({ event }) => event.output }) },
        onError: [{ guard: 'mayRetry', target: 'retrying' }, { target: 'failure' }],
      },
    },
    retrying: {
      entry: assign({ retries: ({ context }) => context.retries + 1 }),
      after: { 30: 'loading' },
    },
    success: { type: 'final' },
    failure: { on: { FETCH: 'loading' } },
  },
});

/** The formats of a word, each by itself. */
const word = createMachine({
  id: 'word',
  type: 'parallel',
  states: Object.fromEntries(
    ['bold', 'italics', 'underline'].map((format) => [
      format,
      {
        initial: 'off',
        states: {
          off: { on: { [`TOGGLE_${format.toUpperCase()}`]: 'on' } },
          on: { on: { [`TOGGLE_${format.toUpperCase()}`]: 'off' } },
        },
      },
    ]),
  ),
});

/** Counts tenths of a second while it runs. */
const stopwatch = setup({ types: {} as { context: { elapsed: number } } }).createMachine({
  id: 'stopwatch',
  initial: 'stopped',
  context: { elapsed: 0 },
  states: {
    stopped: { on: { START: 'running', RESET: { actions: assign({ elapsed: 0 }) } } },
    running: {
      on: { STOP: 'stopped' },
      after: {
        100: { target: 'running', reenter: true, actions: assign({ elapsed: ({ context }) => context.elapsed + 1 }) },
      },
    },
  },
});

/** From a cart to an order, with ways back. */
const checkout = setup({
  types: {} as { context: { items: string[]; address?: string; card?: string } },
  guards: { hasItems: ({ context }) => context.items.length > 0 },
  actors: { pay: fromPromise(async () => ({ orderId: 'A-1' })) },
}).createMachine({
  id: 'checkout',
  initial: 'cart',
  context: { items: [] },
  states: {
    cart: {
      on: {
        ADD: {
          actions: assign({
            items: ({ context, event }) => [...context.items, String((event as { item?: unknown }).item)],
          }),
        },
        CHECKOUT: { guard: 'hasItems', target: 'details' },
      },
    },
    details: {
      initial: 'address',
      states: {
        address: { on: { NEXT: 'payment' } },
        payment: { on: { NEXT: 'review', BACK: 'address' } },
        review: { on: { BACK: 'payment' } },
      },
      on: { PAY: 'paying', CANCEL: 'cart' },
    },
    paying: { invoke: { src: 'pay', onDone: 'done', onError: 'details.payment' } },
    done: { type: 'final' },
  },
});

/** A parent that spawns children, and they tell it when they are done. */
const todos = setup({
  types: {} as { context: { items: AnyActorRef[] }; events: { type: 'ADD' } | { type: 'ITEM_DONE' } },
  actors: {
    item: createMachine({
      id: 'item',
      initial: 'open',
      states: { open: { on: { COMPLETE: 'completed' } }, completed: { type: 'final' } },
    }),
    clock: fromCallback(() => undefined),
  },
}).createMachine({
  id: 'todos',
  initial: 'ready',
  context: { items: [] },
  invoke: { src: 'clock', id: 'clock' },
  states: {
    ready: {
      on: {
        ADD: {
          actions: assign({
            items: ({ context, spawn }) => [
              ...context.items,
              spawn('item', { id: `item-${context.items.length + 1}` }),
            ],
          }),
        },
        ITEM_DONE: {},
      },
    },
  },
});

type Inspect = NonNullable<NonNullable<Parameters<typeof createActor>[1]>['inspect']>;

/** Starts all of them, and does with each what it is for. */
export async function runMachines(inspect: Inspect): Promise<void> {
  const options = { inspect };
  const light = createActor(trafficLight, options).start();
  for (const type of ['TIMER', 'TIMER', 'COUNTDOWN']) light.send({ type });
  const switched = createActor(toggle, options).start();
  for (let count = 0; count < 3; count++) switched.send({ type: 'TOGGLE' });
  const fetched = createActor(fetcher, { ...options, input: { failures: 2 } }).start();
  fetched.send({ type: 'FETCH' });
  const written = createActor(word, options).start();
  for (const type of ['TOGGLE_BOLD', 'TOGGLE_UNDERLINE']) written.send({ type });
  const watch = createActor(stopwatch, options).start();
  watch.send({ type: 'START' });
  const shop = createActor(checkout, options).start();
  for (const event of [{ type: 'CHECKOUT' }, { type: 'ADD', item: 'a lamp' }, { type: 'CHECKOUT' }, { type: 'NEXT' }])
    shop.send(event);
  const list = createActor(todos, options).start();
  list.send({ type: 'ADD' });
  list.send({ type: 'ADD' });
  list.getSnapshot().context.items[0]?.send({ type: 'COMPLETE' });
  await new Promise((resolve) => setTimeout(resolve, 350));
  watch.send({ type: 'STOP' });
}
