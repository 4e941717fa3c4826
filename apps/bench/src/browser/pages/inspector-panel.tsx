/* A chat beside the inspector of its agent: with the panel `open` or `closed`, or without an inspector (`none`), as the address says. */
import { AgentInspector } from '@twelvefold/inspector';
import { createAgent, useAgent, type LiveAgent, type ViewEntry } from '@twelvefold/react';
import { memo, Profiler, type ReactNode } from 'react';
import { makeLog } from '../../make-log.ts';
import { desk } from '../../node/desk.ts';
import { frames } from '../page/source.ts';
import { startPage } from '../page/start-page.tsx';
import { Layout } from '../page/views.tsx';
import { benchModel } from './bench-agent.ts';
import { entryView } from './twelvefold-page.tsx';

export interface InspectorPage {
  /** Who hears of the agent now. */
  readonly listeners: () => number;
  /** Commits of the inspector so far, as a Profiler hears of them: React's profiling build only. */
  readonly renders: () => number;
  /** Counts commits of the whole page from now on. The result says how many one frame had at most since then. */
  readonly countCommits: () => () => number;
  /** Resolves when the panel shows the log. */
  readonly isShown: () => Promise<void>;
  /** Scrolls its log from the newest event to the oldest and back. What blocked the main thread for over 50 ms meanwhile. */
  readonly scroll: (framesEachWay: number) => Promise<Scrolled>;
}

export interface Scrolled {
  readonly longTasks: number;
  /** 0 without any. */
  readonly longestMs: number;
  /** Positions of the events that were in the page, of all: proof that it was scrolled. */
  readonly seen: { readonly first: number; readonly last: number; readonly of: number };
}

declare global {
  interface Window {
    inspectorPage: InspectorPage;
  }
}

const way = new URLSearchParams(location.search).get('panel');
/** As many entries as show that many messages, whatever they are. */
const ENTRIES_A_MESSAGE = 3;
let listeners = 0;
let renders = 0;
let commitsInFrame = 0;
let mostCommitsInAFrame = 0;

startPage({
  create: async (thread, reply) => {
    const agent = createAgent(desk, {
      model: benchModel(reply),
      thread: { id: 'bench', events: makeLog(2 * thread.messages, 'bench') },
    });
    await agent.start();
    countListeners(agent);
    const element = (
      <Profiler id="all" onRender={onCommit}>
        <Chat agent={agent} shown={thread.shown * ENTRIES_A_MESSAGE} />
        {way !== 'none' && (
          <Profiler id="inspector" onRender={() => renders++}>
            <AgentInspector agent={agent} isOpen={way === 'open'} />
          </Profiler>
        )}
      </Profiler>
    );
    const send = async (text: string): Promise<void> => {
      // What a panel does when it opens is not what a delta costs.
      if (way === 'open') await window.inspectorPage.isShown();
      const decision = await agent.send(text);
      if (!decision.ok) throw new Error(decision.rejection.message);
    };
    return { element, send };
  },
});

window.inspectorPage = {
  listeners: () => listeners,
  renders: () => renders,
  countCommits: () => {
    mostCommitsInAFrame = 0;
    const onFrame = (): void => {
      commitsInFrame = 0;
      requestAnimationFrame(onFrame);
    };
    onFrame();
    return () => mostCommitsInAFrame;
  },
  isShown: async () => {
    while (positions().length === 0) await frames(1);
    // The other panes come to rest.
    await frames(30);
  },
  scroll: async (framesEachWay) => {
    const box = list();
    if (!box) throw new Error('The panel shows no log.');
    const tasksMs: number[] = [];
    const observer = new PerformanceObserver((tasks) => {
      tasksMs.push(...tasks.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: 'longtask' });
    const end = box.scrollHeight - box.clientHeight;
    let first = Infinity;
    let last = 0;
    for (let frame = 0; frame <= 2 * framesEachWay; frame++) {
      box.scrollTop = end * Math.abs(1 - frame / framesEachWay);
      await frames(1);
      first = Math.min(first, ...positions());
      last = Math.max(last, ...positions());
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    observer.disconnect();
    const of = Number(list()?.querySelector('[aria-setsize]')?.getAttribute('aria-setsize'));
    return { longTasks: tasksMs.length, longestMs: Math.max(0, ...tasksMs), seen: { first, last, of } };
  },
};

function Chat({ agent, shown }: { readonly agent: LiveAgent; readonly shown: number }): ReactNode {
  const { entries } = useAgent(agent);
  return (
    <Layout status={null}>
      {entries.slice(-shown).map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Layout>
  );
}

const Entry = memo(({ entry }: { readonly entry: ViewEntry }) => entryView(entry));

/** On the agent itself: a copy of it would be another one to hooks. */
function countListeners(agent: LiveAgent): void {
  const { subscribe } = agent;
  const counted: LiveAgent['subscribe'] = (listener) => {
    listeners++;
    const stop = subscribe(listener);
    return () => {
      listeners--;
      stop();
    };
  };
  Object.assign(agent, { subscribe: counted });
}

function onCommit(): void {
  mostCommitsInAFrame = Math.max(mostCommitsInAFrame, ++commitsInFrame);
}

function list(): Element | null | undefined {
  const host = [...document.body.children].find(({ shadowRoot }) => shadowRoot);
  return host?.shadowRoot?.querySelector('[role="listbox"][aria-label="Events"]');
}

function positions(): readonly number[] {
  return [...(list()?.querySelectorAll('[aria-posinset]') ?? [])].map((row) =>
    Number(row.getAttribute('aria-posinset')),
  );
}
