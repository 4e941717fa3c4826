import type { LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';
import { z } from 'zod';

/** How a call ended. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly output: unknown;
      /** What ran instead of the model's input, where a person changed it. */
      readonly editedInput?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'denied';
      readonly text: string;
      /** In the person's own words, with what they would have instead. */ readonly reason?: string;
    }
  | { readonly kind: 'failed'; readonly text: string }
  /** A person ended the run; the call may or may not have happened. */
  | { readonly kind: 'cancelled'; readonly text: string };

const Fields = z.record(z.string(), z.unknown());
/** A result with a note: what a person made of the input, or that they vouch for a lost call. */
const Noted = z.union([
  z.object({ note: z.string(), input: Fields, outcome: z.string().optional(), output: z.unknown() }),
  z.object({ outcome: z.string(), output: z.unknown() }),
  z.object({ edited_input: Fields, output: z.unknown() }),
]);

const DENIAL = /\bdenied this call(?:: (.+)| and gave no reason\.?)/is;
/** What stands between the reason and what the person would have instead. */
const SUGGESTION = /\n[^\n]* suggests instead: /;
const CANCELLED = /^The run was cancelled\b/;

/** Reads a tool's result as the prompt holds it. */
export function readOutcome(result: LanguageModelV4ToolResultOutput): Outcome {
  switch (result.type) {
    case 'json':
      return done(result.value);
    case 'text':
      return done(parsed(result.value));
    case 'error-text':
      return failed(result.value);
    case 'error-json':
      return failed(JSON.stringify(result.value));
    case 'execution-denied':
      return denied(result.reason ?? '');
    case 'content':
      return done(parsed(result.value.map((part) => (part.type === 'text' ? part.text : '')).join('\n')));
    default:
      return failed('The result came in a form that I do not know.');
  }
}

function done(value: unknown): Outcome {
  const noted = Noted.safeParse(value).data;
  if (!noted) return { kind: 'done', output: value };
  const edited = 'edited_input' in noted ? noted.edited_input : 'input' in noted ? noted.input : undefined;
  return { kind: 'done', output: noted.output, ...(edited ? { editedInput: edited } : {}) };
}

function failed(text: string): Outcome {
  return CANCELLED.test(text) ? { kind: 'cancelled', text } : { kind: 'failed', text };
}

function denied(text: string): Outcome {
  const [told = '', suggestion] = text.split(SUGGESTION, 2);
  const said = DENIAL.exec(told);
  const reason = [said ? said[1] : told, suggestion].flatMap((words) => words?.trim() || []).join('; ');
  return { kind: 'denied', text, ...(reason ? { reason } : {}) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
