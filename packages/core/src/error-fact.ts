/*
 * Errors as facts (factor 9): small enough for a context window, free of secrets, the same on every machine.
 */
import { isRecord } from './is-record.ts';
import type { Json } from './json.ts';
import { findNonJson } from './json.ts';

/** One thing wrong with a value, as a Standard Schema reports it. */
export interface Issue {
  /** Path to the value, as in `items.2.price`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** An error as the log holds it. */
export interface ErrorFact {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  /** The first stack frames outside libraries, innermost first. */
  readonly frames?: readonly string[];
  readonly issues?: readonly Issue[];
}

/** Message and frames together take at most this many characters. */
export const ERROR_FACT_MAX_CHARS = 2_000;
const MAX_FRAMES = 3;
const MAX_ISSUES = 10;
const MAX_ISSUE_CHARS = 200;
const MAX_CAUSES = 3;

/**
 * Compacts anything thrown: type, message, at most three frames that matter, at most `maxChars` characters. Never throws:
 * what cannot be read, or not be redacted, is left out.
 */
export function toErrorFact(
  thrown: unknown,
  redact: (text: string) => string = (text) => text,
  maxChars: number = ERROR_FACT_MAX_CHARS,
): ErrorFact {
  try {
    return compact(thrown, redact, maxChars);
  } catch {
    return { name: 'Error', message: 'Something was thrown that cannot be read.' };
  }
}

function compact(thrown: unknown, redact: (text: string) => string, maxChars: number): ErrorFact {
  const source = isRecord(thrown) ? thrown : { name: 'Error', message: String(thrown) };
  const message = clip(redact(messageOf(source) || textOf(source.name) || 'Unknown error'), maxChars);
  const frames = framesOf(textOf(source.stack), maxChars - message.length).map(redact);
  const code = textOf(source.code);
  const issues = issuesOf(source.issues, redact);
  return {
    name: clip(redact(textOf(source.name) || 'Error'), 80),
    message,
    ...(code && { code: clip(redact(code), 80) }),
    ...(frames.length > 0 && { frames }),
    ...(issues.length > 0 && { issues }),
  };
}

/** The error as one text for a model or a person. */
export function describeError(error: ErrorFact): string {
  const issues = (error.issues ?? []).map((issue) => `- ${issue.path || 'input'}: ${issue.message}`);
  return [error.name === 'Error' ? error.message : `${error.name}: ${error.message}`, ...issues].join('\n');
}

/** The issues of a Standard Schema result, made JSON-safe: at most ten, each cut short where it is long. */
export function toIssues(issues: readonly unknown[]): readonly Issue[] {
  return issuesOf(issues, (text) => text);
}

/**
 * With the messages of its causes: "fetch failed" alone helps nobody. An error with a code has said what it means; its
 * causes may hold what it left out on purpose (a response's body, a key), so they stay out.
 */
function messageOf(source: Readonly<Record<string, unknown>>, causes: number = MAX_CAUSES): string {
  const own = textOf(source.message);
  if (causes === 0 || (own !== '' && textOf(source.code) !== '')) return own;
  const cause = isRecord(source.cause) ? messageOf(source.cause, causes - 1) : textOf(source.cause);
  if (own === '' || own.includes(cause)) return own || cause;
  return `${own}: ${cause}`;
}

function issuesOf(value: unknown, redact: (text: string) => string): readonly Issue[] {
  if (!Array.isArray(value)) return [];
  const say = (text: string): string => clip(redact(text), MAX_ISSUE_CHARS);
  return value.slice(0, MAX_ISSUES).map((issue: unknown) => ({
    path: say(isRecord(issue) ? pathOf(issue.path) : ''),
    message: say(isRecord(issue) ? textOf(issue.message) : String(issue)),
  }));
}

function pathOf(path: unknown): string {
  if (typeof path === 'string') return path;
  if (!Array.isArray(path)) return '';
  return path.map((part: unknown) => String(isRecord(part) ? part.key : part)).join('.');
}

function framesOf(stack: string, maxChars: number): readonly string[] {
  const lines = stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '));
  const own = lines.filter((line) => !/node_modules|node:internal|<anonymous>/.test(line));
  const frames: string[] = [];
  for (const line of own.slice(0, MAX_FRAMES)) {
    maxChars -= line.length;
    if (maxChars < 0) break;
    frames.push(line);
  }
  return frames;
}

function clip(text: string, maxChars: number): string {
  const cut = text.length <= maxChars ? text : `${text.slice(0, Math.max(0, maxChars - 1))}…`;
  return cut.toWellFormed();
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null || findNonJson(value) !== undefined
    ? ''
    : JSON.stringify(value satisfies unknown as Json);
}
