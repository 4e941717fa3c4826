import {
  createMemoryStore,
  findCall,
  type AgentDefinition,
  type Event,
  type Model,
  type Store,
} from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTestDatabase } from '../db/test-database.ts';
import { DatabaseContext } from '../desk/database-context.ts';
import { createDeskAgent, type DeskTools } from './agent/desk-agent.ts';
import { ConversationView } from './conversation-view.tsx';
import { USER } from './user.ts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const database = await openTestDatabase();
const desk = createDeskAgent(database);
const email = { customerId: 5, subject: 'Hello', body: 'Hi.' };
const callEmail = { calls: [{ tool: 'send_email', input: email }] };

/** The desk's agent with a mail server that cannot tell one try from another. */
function forgetful(execute: () => Promise<never>): AgentDefinition<DeskTools> {
  const { send_email: mail } = desk.tools;
  return { ...desk, tools: { ...desk.tools, send_email: { ...mail, idempotent: false, execute } } };
}

function live(
  definition: AgentDefinition<DeskTools>,
  model: Model,
  more: { readonly thread?: { readonly id: string; readonly events: readonly Event[] }; readonly store?: Store } = {},
): LiveAgent<DeskTools> {
  const agent = createAgent(definition, { model, user: USER, exclusive: true, autoStart: false, ...more });
  onTestFinished(() => agent.dispose());
  return agent;
}

async function show(agent: LiveAgent<DeskTools>): Promise<HTMLElement> {
  const box = document.body.appendChild(document.createElement('div'));
  const root = createRoot(box);
  onTestFinished(() => act(() => root.unmount()));
  await act(async () =>
    root.render(
      <DatabaseContext value={database}>
        <ConversationView
          agent={agent}
          takesFocus={false}
          isOwnRunner={() => false}
          isPast={false}
          onClosePast={() => undefined}
          onShow={() => undefined}
          onInspect={() => undefined}
        />
      </DatabaseContext>,
    ),
  );
  return box;
}

/** Waits until something is so, while React renders. */
async function until<T>(find: () => T | null | undefined | false): Promise<T> {
  for (let tried = 0; tried < 300; tried += 1) {
    const found = find();
    if (found) return found;
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
  throw new Error(`It never came to that:\n${document.body.textContent}`);
}

function button(box: HTMLElement, name: string): HTMLButtonElement | undefined {
  return [...box.querySelectorAll('button')].find(({ textContent }) => textContent === name);
}

async function press(box: HTMLElement, name: string): Promise<void> {
  const found = await until(() => button(box, name));
  await act(async () => found.click());
}

/** The log of a thread whose e-mail was being sent when its page was closed. */
async function brokenOff(): Promise<{ readonly id: string; readonly events: readonly Event[] }> {
  const store = createMemoryStore();
  const agent = live(
    forgetful(() => new Promise(() => undefined)),
    scriptedModel([callEmail]),
    { store },
  );
  await agent.send('greet Jeff');
  await until(() => agent.getSnapshot().phase === 'awaitingApproval');
  await agent.approve('1.0');
  await until(() => findCall(agent.getState(), '1.0')?.status === 'running');
  agent.dispose();
  const id = agent.getState().threadId;
  return { id, events: await store.read(id) };
}

test.each([
  ['It happened', 'succeeded', 'Marked as done'],
  ['Give up', 'abandoned', 'Given up'],
])('a call whose outcome was lost is a matter for the person: %s', async (choice, status, words) => {
  const agent = live(
    forgetful(() => Promise.reject(new Error('never'))),
    scriptedModel([{ text: 'Thank you.' }]),
    { thread: await brokenOff() },
  );
  const box = await show(agent);
  await until(() => box.textContent.includes('Nobody knows whether this happened.'));
  await press(box, choice);
  await until(() => box.textContent.includes('Thank you.'));
  const card = box.querySelector<HTMLElement>('.call-card');
  expect(card?.dataset['status']).toBe(status);
  expect(card?.textContent).toContain(words);
});

test('a lost call that the person runs again is run once more', async () => {
  let runs = 0;
  const definition = forgetful(async () => Promise.reject(new Error(`run ${++runs}`)));
  const agent = live(definition, scriptedModel([{ text: 'I see.' }]), { thread: await brokenOff() });
  const box = await show(agent);
  await press(box, 'Run it again');
  await until(() => box.textContent.includes('I see.'));
  expect(runs).toBe(1);
  expect(box.querySelector('.card-error')?.textContent).toBe('run 1');
});

test('what was said and done keeps its elements while a reply streams', async () => {
  let finish: () => void = () => undefined;
  const until1 = new Promise<void>((resolve) => (finish = resolve));
  const model = scriptedModel([
    { text: 'First.', calls: [{ tool: 'find_customer', input: { name: 'Jeff' } }] },
    { text: 'Second, slowly.', ...callEmail, until: until1 },
    { text: 'Third.' },
  ]);
  const box = await show(live(desk, model));
  await press(box, 'Which invoices are overdue?');
  await until(() => box.textContent.includes('Second, slowly.') && box.querySelector('[data-status="streaming"]'));
  const before = [...box.querySelectorAll('.message, .reply, .lookup, .call-card')];
  const markup = before.slice(0, 3).map(({ outerHTML }) => outerHTML);
  expect(before).toHaveLength(5);
  const card = before[4];
  finish();
  await press(box, 'Approve');
  await until(() => box.textContent.includes('Third.'));
  const after = [...box.querySelectorAll('.message, .reply, .lookup, .call-card')];
  expect(after.slice(0, 5).every((element, index) => element === before[index])).toBe(true);
  expect(after.slice(0, 3).map(({ outerHTML }) => outerHTML)).toEqual(markup);
  expect(card instanceof HTMLElement && card.dataset['status']).toBe('succeeded');
});

test('a store that fails is said, and said no more when it works again', async () => {
  const working = createMemoryStore();
  let isBroken = true;
  const store: Store = {
    ...working,
    append: (...args) => (isBroken ? Promise.reject(new Error('disk full')) : working.append(...args)),
  };
  const agent = live(desk, scriptedModel([{ text: 'Hello.' }]), { store });
  const box = await show(agent);
  await act(async () => void (await agent.send('hi')));
  await until(() => box.querySelector('.problem')?.textContent.includes('could not be saved'));
  isBroken = false;
  await act(async () => void (await agent.send('hi')));
  await until(() => box.textContent.includes('Hello.'));
  expect(box.querySelector('.problem')).toBeNull();
});

test('who decides second changes nothing, and sees who was first', async () => {
  const agent = live(desk, scriptedModel([callEmail]));
  const box = await show(agent);
  await act(async () => void (await agent.send('greet Jeff')));
  const approve = await until(() => button(box, 'Approve'));
  // Somebody else decides between the person's look and their click.
  const elsewhere = agent.deny('1.0', { by: { kind: 'person', id: 'other' } });
  await act(async () => approve.click());
  await elsewhere;
  await until(() => box.querySelector<HTMLElement>('.call-card')?.dataset['status'] === 'denied');
  expect(box.querySelector('.call-card')?.textContent).toContain('Denied by other');
});

test('who denies while their approval is still on its way is told that it was too late, and not passed over', async () => {
  const working = createMemoryStore();
  let hold = false;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const store: Store = {
    ...working,
    append: async (...args) => {
      if (hold) await held;
      return working.append(...args);
    },
  };
  const agent = live(desk, scriptedModel([callEmail, { text: 'Sent.' }]), { store });
  const box = await show(agent);
  await act(async () => void (await agent.send('greet Jeff')));
  await until(() => button(box, 'Approve'));
  hold = true;
  await press(box, 'Approve');
  await press(box, 'Approve');
  await press(box, 'Deny');
  await press(box, 'Deny');
  expect(agent.getSnapshot().rejection).toBeUndefined();
  hold = false;
  await act(async () => letGo());
  await until(() => agent.getSnapshot().rejection);
  expect(agent.getSnapshot().rejection?.code).toBe('already_decided');
  const log = await working.read(agent.getState().threadId);
  expect(log.filter(({ type }) => type === 'call.approved' || type === 'call.denied').map(({ type }) => type)).toEqual([
    'call.approved',
  ]);
});
