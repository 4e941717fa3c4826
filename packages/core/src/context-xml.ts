import type { ContextFormat } from './agent-definition.ts';
import { toCallResult } from './call-result.ts';
import { toTurns, type Turn } from './context-turns.ts';
import type { MessageSource } from './event.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { CallEntry, MessageEntry } from './entry.ts';
import { TwelvefoldError } from './twelvefold-error.ts';
import { undoFacts } from './undo-facts.ts';
import { unreachable } from './unreachable.ts';
import { field, tag, yaml } from './xml-tag.ts';

/** How `toXmlMessages` renders. */
export interface XmlOptions {
  /**
   * Leaves out calls that failed once a later call of the same tool succeeded. Default false: what is left out changes
   * what stands before it, which costs a provider's prefix cache.
   */
  readonly dropResolvedErrors?: boolean;
  /** Tags for calls of a tool, by its name, where the tag is not to be that name. */
  readonly tags?: Readonly<Record<string, string>>;
}

const OPENING = "Here's everything that happened so far:";
const QUESTION = "what's the next step?";
const HEADS = ['from', 'to', 'channel', 'subject'];
/** How the tags of results end. */
const RESULT = '_result';
const TAG_NAME = /^[A-Za-z_][\w-]{0,63}$/;

const MESSAGE_TAGS: Readonly<Record<MessageSource, string>> = {
  ui: 'user_message',
  slack: 'slack_message',
  email: 'email',
  webhook: 'webhook_event',
  cron: 'scheduled_event',
  agent: 'agent_message',
};

/** The tags that no tool may have. */
const OWN_TAGS: ReadonlySet<string> = new Set([
  ...Object.values(MESSAGE_TAGS),
  'assistant_message',
  'prefetched',
  'question_to_a_person',
  'human_response',
  'undo_request',
  'error',
  'denied',
  'unknown_tool',
]);

/**
 * A context format that puts the whole thread into one user message, each event an XML tag with a YAML body: the form
 * of factor 3 in "12-Factor Agents". The text in front of the closing question only grows as events are appended. [R70]
 *
 * No text from a person, a tool or a model can pass for a tag: in bodies, a `<` that could open one is written `&lt;`,
 * and every line is indented. [R71]
 *
 * @throws TwelvefoldError `invalid_definition` for a tag that is no tag name or means something else already.
 * @example
 * defineAgent({ name: 'deploy-bot', instructions, tools, context: toXmlMessages() });
 */
export function toXmlMessages({ dropResolvedErrors = false, tags = {} }: XmlOptions = {}): ContextFormat {
  const problem = Object.values(tags).find((name) => !TAG_NAME.test(name) || distinct(name) !== name);
  if (problem !== undefined) {
    throw new TwelvefoldError(
      'invalid_definition',
      `"${problem}" cannot be the tag of a tool: take letters, digits, "_" or "-", and no tag that messages or results have.`,
    );
  }
  return (state) => {
    const turns = toTurns(state);
    const humanCalls = new Set(
      state.entries.flatMap((entry) => (entry.kind === 'ask' && entry.callId !== undefined ? [entry.callId] : [])),
    );
    const dropped = dropResolvedErrors ? resolvedErrors(turns) : new Set<CallEntry>();
    const events = turns.flatMap((turn) => tagsOf(turn, { tags, humanCalls, dropped }));
    return [{ role: 'user', content: [OPENING, ...events, QUESTION].join('\n\n') }];
  };
}

interface Rendering {
  readonly tags: Readonly<Record<string, string>>;
  readonly humanCalls: ReadonlySet<string>;
  readonly dropped: ReadonlySet<CallEntry>;
}

function tagsOf(turn: Turn, rendering: Rendering): readonly string[] {
  switch (turn.kind) {
    case 'message':
      return [tag(MESSAGE_TAGS[turn.entry.source], messageBody(turn.entry))];
    case 'prefetch':
      return [tag('prefetched', yaml({ [turn.entry.key]: turn.entry.data }))];
    case 'answer':
      return [tag('question_to_a_person', field('question', turn.entry.question)), humanResponse(turn.answer.value)];
    case 'undo':
      return [tag('undo_request', yaml(undoFacts(turn.entry, turn.undone)))];
    case 'step': {
      const { text } = turn.reply;
      const calls = turn.calls.filter((call) => !rendering.dropped.has(call));
      return [
        ...(text.trim() === '' ? [] : [tag('assistant_message', field('Text', text))]),
        ...calls.flatMap((call) => callTags(call, rendering)),
      ];
    }
    default:
      return unreachable(turn, []);
  }
}

/** Who, where and about what, the text, then the rest of the data. */
function messageBody({ by, text, data = {} }: MessageEntry): string {
  const known: JsonObject = { ...(by.name !== undefined && { from: by.name }), ...data };
  const heads = HEADS.flatMap((key) => {
    const value = known[key];
    return typeof value === 'string' ? [{ key, value }] : [];
  });
  const isHead = (key: string): boolean => heads.some((head) => head.key === key);
  const isTaken = (label: string): boolean => label === 'Text' || heads.some(({ key }) => capitalized(key) === label);
  return [
    ...heads.map(({ key, value }) => field(capitalized(key), value)),
    ...(text === '' ? [] : [field('Text', text)]),
    ...Object.entries(data)
      .filter(([key]) => !isHead(key))
      .map(([key, value]) => yaml({ [isTaken(capitalized(key)) ? `data.${key}` : capitalized(key)]: value })),
  ].join('\n');
}

/** The call with the model's own input, then how it ended; an edit shows there. */
function callTags(call: CallEntry, { tags, humanCalls }: Rendering): readonly string[] {
  const { tool, rejectReason, modelInput, input: ran } = call;
  const own = (Object.hasOwn(tags, tool) ? tags[tool] : undefined) ?? tool;
  const name = rejectReason === 'unknown_tool' || !TAG_NAME.test(own) ? 'unknown_tool' : distinct(own);
  const input = modelInput ?? ran;
  const fields = isJsonObject(input) && !('intent' in input) ? input : { input };
  const selected = tag(name, yaml({ intent: tool, ...fields }));
  return [selected, resultTag(call, name, humanCalls.has(call.id))];
}

/** No tool has a tag of the engine, and none one that the result of another tool has. */
function distinct(name: string): string {
  if (OWN_TAGS.has(name)) return `tool_${name}`;
  return name.endsWith(RESULT) ? `${name}_call` : name;
}

function resultTag(call: CallEntry, name: string, isHuman: boolean): string {
  const result = toCallResult(call);
  switch (result.kind) {
    case 'json':
      return isHuman ? humanResponse(result.value) : tag(`${name}${RESULT}`, yaml(result.value));
    case 'error':
      return tag('error', `error running ${call.tool}: ${result.text}`);
    case 'denied':
      return tag('denied', `${call.tool} did not run: ${result.text}`);
    default:
      return unreachable(result, '');
  }
}

function humanResponse(response: Json): string {
  return tag('human_response', yaml({ data: { response } }));
}

/** Failed calls whose tool succeeded later. */
function resolvedErrors(turns: readonly Turn[]): ReadonlySet<CallEntry> {
  const succeeded = new Set<string>();
  const resolved = new Set<CallEntry>();
  for (const call of turns.flatMap((turn) => (turn.kind === 'step' ? turn.calls : [])).toReversed()) {
    if (call.status === 'succeeded') succeeded.add(call.tool);
    else if (toCallResult(call).kind === 'error' && succeeded.has(call.tool)) resolved.add(call);
  }
  return resolved;
}

function capitalized(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}
