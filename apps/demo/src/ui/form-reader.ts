import { parseCents } from '../money.ts';

/** Reads what a person typed, and notes what is wrong with it, by the name of the control. */
export interface FormReader {
  /** Text without blanks around it; empty is a problem when `problem` is given. */
  readonly text: (name: string, problem?: string) => string;
  /** An amount of money above 0, in cents. */
  readonly cents: (name: string, problem: string) => number;
  /** A whole number above 0. */
  readonly count: (name: string, problem: string) => number;
  /** The choice of a select, which always has one. */
  readonly oneOf: <Option extends string>(name: string, options: readonly [Option, ...Option[]]) => Option;
  /** Whether a box is checked. */
  readonly checked: (name: string) => boolean;
  /** Whether there is such a control. */
  readonly has: (name: string) => boolean;
  /** Empty when nothing is wrong: only then is what was read of any use. */
  readonly problems: Readonly<Record<string, string>>;
}

/** A reader of one form as it was sent. */
export function createFormReader(form: FormData): FormReader {
  const problems: Record<string, string> = {};
  const typed = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const positive = (name: string, value: number | undefined, problem: string): number => {
    if (value !== undefined && Number.isSafeInteger(value) && value > 0) return value;
    problems[name] = problem;
    return 0;
  };
  return {
    text: (name, problem) => {
      const value = typed(name);
      if (value === '' && problem !== undefined) problems[name] = problem;
      return value;
    },
    cents: (name, problem) => positive(name, parseCents(typed(name)), problem),
    count: (name, problem) => positive(name, /^\d+$/.test(typed(name)) ? Number(typed(name)) : undefined, problem),
    oneOf: (name, options) => options.find((option) => option === typed(name)) ?? options[0],
    checked: (name) => form.has(name),
    has: (name) => form.has(name),
    problems,
  };
}
