import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Prints the rows with their outcomes, and fails the run unless the unapproved effects of all of them add up to 0. */
export default class AttackReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    let rows = 0;
    let effects = 0;
    let unapproved = 0;
    for (const module of modules) {
      const attacks = [...module.children.allTests()].filter(
        (test) => test.meta().attack !== undefined || !hasPassed(test),
      );
      if (attacks.length > 0) console.log(`\n${module.relativeModuleId}`);
      for (const test of attacks) {
        const outcome = test.meta().attack;
        rows++;
        effects += outcome?.effects ?? 0;
        unapproved += outcome?.unapproved ?? 0;
        console.log(`  ${outcome === undefined ? 'NOT RUN' : hasPassed(test) ? 'held   ' : 'BROKEN '}  ${test.name}`);
      }
    }
    console.log(`\n${rows} attacks, ${effects} effects, of which nobody approved: ${unapproved}.\n`);
    if (rows === 0 || unapproved > 0) process.exitCode = 1;
  }
}

function hasPassed(test: TestCase): boolean {
  return test.result().state === 'passed';
}
