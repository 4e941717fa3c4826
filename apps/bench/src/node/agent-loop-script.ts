/*
 * The same run for every system: a model that answers at once, and a tool that answers at once.
 *
 *   prompt → (a sentence and one call of `count_pieces` → its result) × steps − 1 → "All counted."
 *
 * A step is one reply of the model. A run of 20 steps is 20 replies and 19 calls.
 */

export const INSTRUCTIONS = 'You keep the stock of a warehouse. Count every article, one after the other.';
export const PROMPT = 'Count all articles.';
export const TOOL = 'count_pieces';
export const TOOL_DESCRIPTION = 'Counts the pieces of an article on a shelf.';
export const LAST_TEXT = 'All counted.';

/** What the model says at one step, in no system's words. `turn` counts from 0. */
export interface ScriptedTurn {
  readonly text: string;
  /** None in the last reply. */
  readonly call?: { readonly id: string; readonly input: CountInput };
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface CountInput {
  readonly article: string;
  readonly shelf: number;
}

/** What came of a run, seen from the model and from the tool. */
export interface RunFacts {
  modelRequests: number;
  toolRuns: number;
  /** Results of the tool that the model was shown with its last request. */
  resultsInLastRequest: number;
  lastText: string;
}

export function scriptedTurn(turn: number, steps: number): ScriptedTurn {
  const tokens = { inputTokens: 100 + 40 * turn, outputTokens: 20 };
  if (turn === steps - 1) return { text: LAST_TEXT, ...tokens };
  const input = { article: `article ${turn + 1}`, shelf: turn % 12 };
  return { text: `Next is article ${turn + 1}.`, call: { id: `call_${turn}`, input }, ...tokens };
}

/** The tool's work. */
export function countPieces({ article, shelf }: CountInput): { article: string; shelf: number; pieces: number } {
  return { article, shelf, pieces: article.length + shelf };
}

export function noFacts(): RunFacts {
  return { modelRequests: 0, toolRuns: 0, resultsInLastRequest: 0, lastText: '' };
}

/** Throws unless the run was the whole run: a system that skipped a step would win. */
export function checkRun(facts: RunFacts, steps: number): void {
  const expected: RunFacts = {
    modelRequests: steps,
    toolRuns: steps - 1,
    resultsInLastRequest: steps - 1,
    lastText: LAST_TEXT,
  };
  const isWhole = (Object.keys(expected) as (keyof RunFacts)[]).every((key) => facts[key] === expected[key]);
  if (!isWhole)
    throw new Error(`Not a run of ${steps} steps: ${JSON.stringify(facts)}, not ${JSON.stringify(expected)}`);
}
