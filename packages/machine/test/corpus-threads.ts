/*
 * What people, models and tools do in the threads of the corpus: a scene is one agent's life; two threads take two.
 */
import {
  createMemoryStore,
  defineFlow,
  findCall,
  stamp,
  toolsRan,
  type AgentDefinition,
  type Event,
  type Tools,
} from '@twelvefold/core';
import { fakeClock, scriptedModel, type FakeClock, type Script, type ScriptedReply } from '@twelvefold/testing';
import { createAgent, type CreateAgentOptions, type LiveAgent } from '../src/index.ts';
import { desk } from './corpus-desk.ts';

const ann = { kind: 'person', id: 'ann', name: 'Ann' } as const;
const bob = { kind: 'person', id: 'bob' } as const;
const pay: ScriptedReply = { text: 'Paying.', calls: [{ tool: 'pay', input: { cents: 750 } }] };
const done: ScriptedReply = { reasoning: 'That is all.', text: 'Done. Grüße 👋', costUsd: 0.01 };

interface Scene {
  readonly definition: AgentDefinition;
  readonly script: Script;
  readonly options?: Partial<CreateAgentOptions>;
  readonly play: (agent: LiveAgent, clock: FakeClock) => Promise<void>;
}

/** Says something, acts as soon as that waits for somebody, and sees the run to its end. */
const after =
  (text: string, phase: string, act: (agent: LiveAgent, clock: FakeClock) => unknown): Scene['play'] =>
  async (agent, clock) => {
    await say(agent, text, phase);
    await act(agent, clock);
    await until(agent, 'done');
  };

/** A payment that waits for an approval, and what is done about it. */
const paying = (act: (agent: LiveAgent) => unknown): Scene => ({
  definition: desk(),
  script: [pay, done],
  play: after('Pay A-7', 'awaitingApproval', act),
});

const calling = (tool: string, value: object = {}): ScriptedReply => ({ calls: [{ tool, input: value as never }] });

const scenes: Readonly<Record<string, Scene>> = {
  'plain-reply': { definition: desk(), script: [done], play: (agent) => say(agent, 'Hello') },
  prefetched: {
    definition: desk(),
    script: [calling('look'), done],
    play: async (agent) => {
      await agent.prefetch('customer', { name: 'Ada', tags: ['a', null, 1.5] });
      await agent.send('Which are open?', { source: 'email', data: { subject: 'Invoices' } });
      await until(agent, 'done');
    },
  },
  approved: paying((agent) => agent.approve('1.0', { by: ann })),
  edited: paying((agent) => agent.approve('1.0', { by: ann, input: { cents: 700 } })),
  denied: paying((agent) => agent.deny('1.0', { by: bob, reason: 'Too much.', suggestion: 'Pay half.' })),
  quorum: {
    definition: desk(),
    script: [calling('board', { cents: 9 }), done],
    play: after('Pay', 'awaitingApproval', async (agent) => {
      await agent.approve('1.0', { by: ann });
      await agent.approve('1.0', { by: bob });
    }),
  },
  expired: {
    definition: desk(),
    script: [calling('board', { cents: 9 }), done],
    play: after('Pay', 'awaitingApproval', (_, clock) => clock.advance(60_000)),
  },
  remembered: {
    definition: desk(),
    script: [pay, pay, done],
    play: async (agent, clock) => {
      const remember = after('Pay twice', 'awaitingApproval', () => agent.approve('1.0', { by: ann, remember: true }));
      await remember(agent, clock);
      const [rule] = agent.getState().rules ?? [];
      await agent.revokeRule(rule?.ruleId ?? '', { by: ann });
    },
  },
  undone: {
    definition: desk(),
    script: [pay, done],
    play: async (agent, clock) => {
      await after('Pay A-7', 'awaitingApproval', () => agent.approve('1.0', { by: ann }))(agent, clock);
      await agent.undo('1.0', { by: ann, reason: 'Wrong invoice.' });
      await settled(() => findCall(agent.getState(), '1.0.undo')?.status === 'succeeded', agent);
    },
  },
  rejected: {
    definition: desk(),
    script: [
      {
        calls: [
          { tool: 'nothing', input: {} },
          { tool: 'pay', input: { cents: 'many' } },
          { tool: 'pay', inputText: '{"cents": 7' },
          { tool: 'never', input: {} },
        ],
      },
      done,
    ],
    play: (agent) => say(agent, 'Try').then(() => until(agent, 'awaitingHuman', 'done')),
  },
  escalated: {
    definition: desk({ escalateAfterErrors: 2 }),
    script: [calling('fail'), calling('fail'), done],
    play: after('Try', 'awaitingHuman', (agent) => agent.answer('Leave it.', { by: ann })),
  },
  asked: {
    definition: desk(),
    script: [
      calling('ask_human', { question: 'Which one?', format: 'choice', options: ['A-7', 'A-8'], urgency: 'high' }),
      done,
    ],
    play: after('Pay', 'awaitingHuman', (agent) => agent.answer('A-8', { by: ann })),
  },
  paused: {
    definition: desk(),
    script: [pay, done],
    play: after('Pay', 'awaitingApproval', async (agent) => {
      await agent.pause({ by: ann });
      await agent.approve('1.0', { by: ann });
      await agent.resume({ by: bob });
    }),
  },
  cancelled: {
    definition: desk(),
    script: [pay, done],
    play: after('Pay', 'awaitingApproval', async (agent) => {
      await agent.cancel({ by: ann, reason: 'Never mind.' });
      await agent.send('Something else', { by: ann });
    }),
  },
  limited: {
    definition: desk({ limits: { steps: 1 } }),
    script: [calling('look'), done],
    play: after('Look', 'limited', (agent) => agent.raiseLimit('steps', 5, { by: ann })),
  },
  'backed-off': {
    definition: desk(),
    script: (_, turn) =>
      turn === 0 ? { throws: Object.assign(new Error('Busy.'), { retryable: true, retryAfterMs: 5_000 }) } : done,
    play: async (agent, clock) => {
      await agent.send('Hello', { by: ann });
      await until(agent, 'backingOff');
      clock.advance(5_000);
      await until(agent, 'done');
    },
  },
  failed: {
    definition: desk(),
    script: (_, turn) => (turn === 0 ? { throws: Object.assign(new Error('No credit.'), { retryable: false }) } : done),
    play: async (agent) => {
      await agent.send('Hello', { by: ann });
      await until(agent, 'failed');
      await agent.retry({ by: ann });
      await until(agent, 'done');
    },
  },
  'cut-short': {
    definition: desk(),
    script: [{ text: 'This is long', finishReason: 'length' }],
    play: (agent) => say(agent, 'Tell me all'),
  },
  flow: {
    definition: desk({
      flow: defineFlow({
        states: { checking: { run: () => ({ then: 'finish', note: 'All is checked.' }) } },
        route: [{ when: toolsRan, to: 'checking' }],
      }),
    }),
    script: [calling('look'), done],
    play: (agent) => say(agent, 'Look'),
  },
  chained: {
    definition: desk({ hashChain: true }),
    script: [calling('look'), done],
    play: (agent) => say(agent, 'Look'),
  },
};

/** The name of each thread, and its events, one thread after the other. */
export async function* corpusThreads(): AsyncGenerator<readonly [name: string, events: readonly Event[]]> {
  for (const [name, scene] of Object.entries(scenes)) yield [name, await play(name, scene)];
  yield ['doubted', await doubt()];
  yield ['forked', await fork()];
}

async function play(name: string, { definition, script, options, play: act }: Scene): Promise<readonly Event[]> {
  const clock = fakeClock();
  const store = createMemoryStore();
  const agent = createAgent(definition, {
    model: scriptedModel(script),
    clock,
    store,
    thread: name,
    exclusive: true,
    ...options,
  });
  await act(agent, clock);
  agent.dispose();
  return store.read(name);
}

/** A process that ended in the middle of a payment, and a person who says that it may run again. */
async function doubt(): Promise<readonly Event[]> {
  const store = createMemoryStore();
  const clock = fakeClock();
  const stuck = desk();
  const hangs = { ...stuck.tools['pay'], execute: () => new Promise(() => undefined) } as Tools[string];
  const options = { clock, store, thread: 'doubted', exclusive: true };
  const first = createAgent(
    { ...stuck, tools: { ...stuck.tools, pay: hangs } },
    { model: scriptedModel([pay, done]), ...options },
  );
  await say(first, 'Pay A-7', 'awaitingApproval');
  await first.approve('1.0', { by: ann });
  await settled(
    () => first.getState().run !== undefined && findCall(first.getState(), '1.0')?.status === 'running',
    first,
  );
  first.dispose();
  const second = createAgent(stuck, { model: scriptedModel([done]), ...options });
  await until(second, 'inDoubt');
  await second.resolve('1.0', { kind: 'retry' }, { by: ann });
  await until(second, 'done');
  second.dispose();
  return store.read('doubted');
}

async function fork(): Promise<readonly Event[]> {
  const store = createMemoryStore();
  const clock = fakeClock();
  const base = await play('approved', scenes['approved'] as Scene);
  const cut = base.findIndex(({ type }) => type === 'call.claimed') + 1;
  await store.append(
    'base',
    0,
    base.slice(0, cut).map((event) => ({ ...event, threadId: 'base', id: `base/${event.seq}` })),
  );
  const forked = stamp([{ type: 'thread.forked', from: { threadId: 'base', seq: cut } }], {
    threadId: 'forked',
    seq: cut,
    atMs: (base[cut - 1]?.atMs ?? 0) + 1_000,
  });
  await store.fork('forked', { threadId: 'base', seq: cut }, forked);
  clock.advance(1_000);
  const agent = createAgent(desk(), { model: scriptedModel([done]), clock, store, thread: 'forked', exclusive: true });
  await until(agent, 'inDoubt');
  await agent.resolve('1.0', { kind: 'happened', output: { paid: 750 } }, { by: ann });
  await until(agent, 'done');
  agent.dispose();
  return store.read('forked');
}

async function say(agent: LiveAgent, text: string, ...phases: readonly string[]): Promise<void> {
  await agent.send(text, { by: ann });
  await until(agent, ...(phases.length > 0 ? phases : ['done', 'awaitingHuman']));
}

function until(agent: LiveAgent, ...phases: readonly string[]): Promise<void> {
  return settled(() => phases.includes(agent.getSnapshot().phase), agent);
}

async function settled(isSo: () => boolean, agent: LiveAgent): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 500) throw new Error(`It is still ${agent.getSnapshot().phase}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
