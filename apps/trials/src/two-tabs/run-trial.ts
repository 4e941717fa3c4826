import { anyAction, anyOrder, type Outcome } from './action.ts';
import type { Random } from './random.ts';
import type { Shown, Tab } from './tab.ts';

export interface Trial {
  readonly outcomes: readonly Outcome[];
  /** What each tab shows in the end. */
  readonly shown: readonly Shown[];
}

const MAX_ROUNDS = 400;

/** Two people, each in a tab of their own, do as they please on one thread; then both tidy up until nothing waits. */
export async function runTrial(tabs: readonly [Tab, Tab], random: Random): Promise<Trial> {
  const outcomes: Outcome[] = [];
  const text = `pay ${random.below(100)}; ${anyOrder(random)}`;
  // Said again where the tab was reloaded before it was sent.
  do outcomes.push(await tabs[0].act({ type: 'message', text }));
  while ((await tabs[0].look()).seq === 0);
  await Promise.all(
    tabs.map(async (tab) => {
      for (let left = 2 + random.below(4); left > 0; left--) {
        await sleep(random.below(15));
        outcomes.push(await tab.act(anyAction(random)));
      }
    }),
  );
  return { outcomes, shown: await tidyUp(tabs, outcomes) };
}

/** Decides what still waits, in whichever tab, until both show the same end. */
async function tidyUp(tabs: readonly [Tab, Tab], outcomes: Outcome[]): Promise<readonly Shown[]> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const shown = await Promise.all(tabs.map((tab) => tab.look()));
    const [one, two] = shown;
    if (one?.phase === 'done' && two?.phase === 'done' && one.seq === two.seq) return shown;
    const type = round % 3 === 0 ? 'deny' : 'approve';
    if (shown.some(({ phase }) => phase === 'awaitingApproval' || phase === 'inDoubt'))
      outcomes.push(...(await Promise.all(tabs.map((tab) => tab.act({ type, nth: 0 })))));
    await sleep(round < 20 ? 2 : 25);
  }
  return Promise.all(tabs.map((tab) => tab.look()));
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
