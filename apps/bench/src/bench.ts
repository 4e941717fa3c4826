/*
 * Twelvefold beside its peers, in one run:
 *
 *   options → peers installed → scenario after scenario → rows → results.json, RESULTS.md, charts/*.svg
 *
 * `--only` replaces the rows of its scenarios. `--quick` prints its page, and keeps rows and charts in test-artifacts/bench;
 * it runs three scenarios at the same time, so its numbers only show that all of it works.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { capture, Complaint } from '../../../scripts/setup/command.mjs';
import { allScenarios, nodeScenarios } from './all-scenarios.ts';
import { closePages } from './browser/with-pages.ts';
import { chartsOf } from './charts.ts';
import { installPeers } from './install-peers.ts';
import { describeMachine } from './machine.ts';
import { readOptions } from './options.ts';
import { withRatios } from './ratios.ts';
import { mergeResults, readResults, writeResults, type Results } from './results.ts';
import type { Row } from './row.ts';
import type { Scenario } from './scenario.ts';
import { toMarkdown } from './to-markdown.ts';
import { checkedOutCommit } from './version-of.ts';

const here = new URL('../', import.meta.url);
const artifacts = new URL('../../test-artifacts/bench/', here);

try {
  await bench(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Complaint)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function bench(args: readonly string[]): Promise<void> {
  const { scenarios, isWhole, isQuick } = readOptions(args, allScenarios);
  await installPeers(log);
  if (isWhole && !isQuick) await checkPeers();
  const startedAt = new Date().toISOString();
  const commit = checkedOutCommit();
  // Measuring processes share what is compiled: in a hurry, starting them is most of their time.
  if (isQuick) process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('compile-cache/', artifacts));
  const lanes = isQuick ? quickLanes(scenarios) : [scenarios.values()];
  const outcomes = (
    await Promise.all(lanes.map((lane) => runAll(lane, isQuick))).finally(() => void closePages())
  ).flat();
  const failed = outcomes.flatMap(({ name, rows }) => (rows ? [] : [name]));
  const measured = scenarios.map(({ name }) => name).filter((name) => !failed.includes(name));
  const run = { startedAt, ...(commit && { commit }), machine: await describeMachine(), scenarios: measured };
  const folder = isQuick ? artifacts : here;
  const isReplaced = isQuick || (isWhole && failed.length === 0);
  const before = isReplaced ? undefined : readResults(new URL('results.json', folder));
  const rows = outcomes.flatMap((outcome) => outcome.rows ?? []);
  await write(folder, mergeResults(before, run, withRatios(rows)));
  if (failed.length === 0) return;
  throw new Complaint(`Scenarios that failed, and have no new rows: ${failed.join(', ')}.`);
}

/** What uses the browser stays in one lane: its pages are built once. The two others take what is next in one queue. */
function quickLanes(scenarios: readonly Scenario[]): readonly Iterable<Scenario>[] {
  const inNode = scenarios.filter((scenario) => nodeScenarios.includes(scenario)).values();
  const inBrowser = scenarios.filter((scenario) => !nodeScenarios.includes(scenario)).values();
  return [inNode, inNode, inBrowser];
}

interface Outcome {
  readonly name: string;
  /** None where it failed: one broken scenario must not cost the rows of all others. */
  readonly rows?: readonly Row[];
}

/** One scenario after the other: nothing else runs meanwhile, unless in a hurry. */
async function runAll(scenarios: Iterable<Scenario>, isQuick: boolean): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, title, run } of scenarios) {
    const startedMs = performance.now();
    log(`${name}: ${title}`);
    try {
      outcomes.push({ name, rows: await run({ isQuick, log: (line) => log(`  ${name}: ${line}`) }) });
    } catch (error) {
      console.error(error);
      outcomes.push({ name });
    }
    log(`  ${name}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  }
  return outcomes;
}

async function write(folder: URL, results: Results): Promise<void> {
  const folderOfCharts = new URL('charts/', folder);
  mkdirSync(folderOfCharts, { recursive: true });
  writeResults(new URL('results.json', folder), results);
  const drawn = await chartsOf(results.rows, allScenarios);
  for (const old of readdirSync(folderOfCharts))
    if (drawn.every(({ file }) => file !== old)) rmSync(new URL(old, folderOfCharts));
  for (const { file, svg } of drawn) writeFileSync(new URL(file, folderOfCharts), svg);
  const charts = new Map(
    allScenarios.map(({ name }) => {
      const own = drawn.filter(({ scenario }) => scenario === name);
      return [name, own.map(({ title, file }) => ({ title, link: `charts/${file}` }))];
    }),
  );
  const page = toMarkdown(results, allScenarios, { charts });
  if (folder === here) writeFileSync(new URL('RESULTS.md', folder), page);
  console.log(`\n${page}\nWritten to ${fileURLToPath(folder)}.`);
}

/** CI has no peers, so nobody else checks what stands beside them. */
async function checkPeers(): Promise<void> {
  const { code, output } = await capture('tsc', ['-p', 'apps/bench/peers/tsconfig.json']);
  if (code !== 0) throw new Complaint(`${output}\nThe sources in apps/bench/peers do not fit what is installed there.`);
}

function log(line: string): void {
  console.log(line);
}
