import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Prints the rows with their outcomes, and fails the run unless the unapproved effects of all of them add up to 0. */
export default class AttackReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    let rows = 0;
    let effects = 0;
    let unapproved = 0;
    for (const module of modules) {
      const tests = [...module.children.allTests()].filter(
        (test) => test.meta().attack !== undefined || !hasPassed(test),
      );
      if (tests.length === 0) continue;
      console.log(`\n${module.relativeModuleId}`);
      for (const test of tests) {
        const outcome = test.meta().attack ?? { effects: 0, unapproved: 1 };
        rows++;
        effects += outcome.effects;
        unapproved += outcome.unapproved;
        console.log(
          `  ${hasPassed(test) ? 'held  ' : 'BROKEN'}  ${test.name}${outcome.unapproved > 0 ? `  (${outcome.unapproved} unapproved)` : ''}`,
        );
      }
    }
    console.log(
      `\n${rows} attacks, ${effects} effects that people or policies let happen or nobody did, unapproved: ${unapproved}.\n`,
    );
    if (rows === 0 || unapproved > 0) process.exitCode = 1;
  }
}

function hasPassed(test: TestCase): boolean {
  return test.result().state === 'passed';
}
