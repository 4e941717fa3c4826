// Prints what Vitest's report says as one plain line, `N passed, N failed`; a run without a report or a test has failed.
import { existsSync, readFileSync } from 'node:fs';

const report = 'test-artifacts/vitest.json';
const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
if (numPassedTests === 0) process.exitCode = 1;
