import { openCalls, type AgentDefinition, type Decision, type Model, type State, type Store } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import type { Action, Outcome } from './action.ts';

/** One tab, or one process, with a live agent on a thread. */
export interface Tab {
  readonly act: (action: Action) => Promise<Outcome>;
  /** What it shows at the moment. */
  readonly look: () => Promise<Shown>;
  readonly close: () => Promise<void>;
}

export interface Shown {
  readonly seq: number;
  readonly phase: string;
  readonly state: State;
}

export interface TabOptions {
  readonly definition: AgentDefinition;
  readonly model: Model;
  readonly threadId: string;
  /** The store as a new visit of the page sees it: asked for at first and after each reload. */
  readonly visit: () => { readonly store: Store; readonly leave: () => void };
  readonly person: string;
}

/** A tab in this program. A reload makes a new agent from the log; the old one is cut off in the middle of its work. */
export function openTab({ definition, model, threadId, visit, person }: TabOptions): Tab {
  let page = load();

  return {
    look: async () => {
      const { state, phase } = page.agent.getSnapshot();
      return { seq: state.seq, phase, state };
    },
    close: async () => unload(),
    act: async (action) => {
      const { agent } = page;
      switch (action.type) {
        case 'message':
          return outcome(agent, action, await agent.send(action.text));
        case 'reload':
          unload();
          page = load();
          return { action: 'reload', ok: true };
        default:
          return decide(agent, action);
      }
    },
  };

  function load(): { readonly agent: LiveAgent; readonly leave: () => void } {
    const { store, leave } = visit();
    const user = { kind: 'person', id: person } as const;
    return { agent: createAgent(definition, { model, store, thread: threadId, user }), leave };
  }

  function unload(): void {
    page.agent.dispose();
    page.leave();
  }
}

async function decide(agent: LiveAgent, action: Extract<Action, { readonly nth: number }>): Promise<Outcome> {
  const { state, phase } = agent.getSnapshot();
  if (phase === 'inDoubt') return settleDoubt(agent, action);
  const waiting = openCalls(state).filter(({ status }) => status === 'gated');
  const call = waiting[action.nth % Math.max(waiting.length, 1)];
  if (!call) return { action: action.type, ok: true };
  const { id, inputHash } = call;
  switch (action.type) {
    case 'approve':
      return outcome(agent, action, await agent.approve(id, { inputHash }), id);
    case 'deny':
      return outcome(agent, action, await agent.deny(id, { inputHash }), id);
    case 'edit':
      return outcome(agent, action, await agent.approve(id, { inputHash, input: { what: action.what } }), id);
  }
}

/** Who does not know what happened gives up: a trial must end. */
async function settleDoubt(agent: LiveAgent, { type: action }: Action): Promise<Outcome> {
  const doubted = openCalls(agent.getState()).find(({ status }) => status === 'doubted');
  if (doubted) await agent.resolve(doubted.id, { kind: 'give_up' });
  return { action, ok: true };
}

function outcome(agent: LiveAgent, { type: action }: Action, decision: Decision, callId?: string): Outcome {
  const about = { action, ...(callId !== undefined && { callId }) };
  if (decision.ok) return { ...about, ok: true };
  const isShown = agent.getSnapshot().rejection?.code === decision.rejection.code;
  return { ...about, ok: false, code: decision.rejection.code, isShown };
}
