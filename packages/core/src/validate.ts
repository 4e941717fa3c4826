import { dismissPromise } from './dismiss-promise.ts';
import { describeError, toErrorFact, toIssues, type ErrorFact, type Issue } from './error-fact.ts';
import { findNonJson } from './json.ts';
import type { Schema } from './tool.ts';

export type Validation<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorFact };

/**
 * Validates synchronously; a schema that throws or wants to be async has refused the value. JSON is handed over as a
 * copy, so nothing that the schema, or whoever gets what it returns, writes into it reaches the log. [R40]
 */
export function validate<T>(schema: Schema<T>, value: unknown): Validation<T> {
  try {
    const result = schema['~standard'].validate(copyOf(value));
    if ('then' in result) {
      dismissPromise(result);
      return refused('The schema validates asynchronously; the engine needs a synchronous one.', []);
    }
    return result.issues
      ? refused('The value does not match the schema.', toIssues(result.issues))
      : { ok: true, value: result.value };
  } catch (thrown) {
    return refused(`The schema threw: ${describeError(toErrorFact(thrown))}`, []);
  }
}

function copyOf(value: unknown): unknown {
  return value === undefined || findNonJson(value) !== undefined ? value : JSON.parse(JSON.stringify(value));
}

function refused(message: string, issues: readonly Issue[]): Validation<never> {
  return { ok: false, error: { name: 'InvalidValue', message, ...(issues.length > 0 && { issues }) } };
}
