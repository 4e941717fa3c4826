/*
 * A stand-in for a language model: rules that read the same context a model would read and answer through the same
 * port. It understands requests to deploy and nothing else, and it says so.
 *
 *   request ─ list_git_tags ─ deploy staging ─ deploy production ─ "Deployed."
 *                                    └─ error ─ request_more_information ─ get_workflow_status ─┘
 */
import type { JsonObject, Model, ModelPart } from '@twelvefold/core';

/** What the rules say next: a tool to call, or a last word. */
type Step = { readonly tool: string; readonly input: JsonObject } | { readonly text: string };

/** The rules behind the port for models. */
export const rules: Model = {
  id: 'rules, not a language model',
  async *stream({ messages }): AsyncGenerator<ModelPart> {
    const context = messages.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
    const step = nextStep(context);
    if ('text' in step) yield { type: 'text.delta', id: 'text', delta: step.text };
    else yield { type: 'call.ended', id: 'call', tool: step.tool, inputText: JSON.stringify(step.input) };
    yield {
      type: 'finished',
      finishReason: 'text' in step ? 'stop' : 'calls',
      usage: { inputTokens: 0, outputTokens: 0 },
    };
  },
};

/** The next step for a thread in its XML form; only what followed the last message of a person counts. */
function nextStep(context: string): Step {
  const thread = tagsIn(context);
  const events = thread.slice(Math.max(0, thread.findLastIndex(isNamed('user_message'))));
  const request = events[0]?.body ?? '';
  const goal = environmentIn(request) ?? environmentIn(events.find(isNamed('human_response'))?.body ?? '');
  const last = events.at(-1);
  const listed = events.findLast(isNamed('list_git_tags_result'))?.body;

  switch (last?.name) {
    case 'user_message':
      if (!/\b(deploy|release|ship|roll)/i.test(request))
        return { text: 'I am rules, not a language model: ask me to deploy the backend to staging or production.' };
      return goal ? { tool: 'list_git_tags', input: {} } : askWhere();
    case 'list_git_tags_result':
      return deploy(/\bv\d+\.\d+\.\d+\b/.exec(request)?.[0] ?? fieldIn(last.body, 'name'), 'staging');
    case 'deploy_backend_result':
      return deployed(last.body, goal);
    case 'denied':
      return { text: `Stopped: ${last.body}` };
    case 'error':
      return ask(`${last.body.replaceAll('\n', ' ')} How should I go on?`);
    case 'human_response':
      if (listed === undefined) return goal ? { tool: 'list_git_tags', input: {} } : askWhere();
      if (/\b(no|stop|leave|abort|cancel|give up)\b/i.test(last.body)) return { text: 'Stopped, as you said.' };
      return { tool: 'get_workflow_status', input: {} };
    case 'get_workflow_status_result':
      return afterStatus(last.body, goal);
    default:
      return { text: 'These rules do not know how to go on from here.' };
  }
}

/** The bot goes through staging; a goal beyond that is the next step. */
function deployed(result: string, goal: string | undefined): Step {
  const tag = fieldIn(result, 'tag');
  const where = fieldIn(result, 'environment');
  return where === 'staging' && goal === 'production'
    ? deploy(tag, 'production')
    : { text: `Deployed ${tag} to ${where}.` };
}

function afterStatus(result: string, goal: string | undefined): Step {
  const status = fieldIn(result, 'status');
  if (status === 'succeeded') return deployed(result, goal);
  if (status === 'running') return ask(`${fieldIn(result, 'workflow')} is still running. How should I go on?`);
  return deploy(fieldIn(result, 'tag'), fieldIn(result, 'environment'));
}

function deploy(tag: string, environment: string): Step {
  return { tool: 'deploy_backend', input: { tag, environment } };
}

function ask(question: string): Step {
  return { tool: 'request_more_information', input: { question, urgency: 'high' } };
}

function askWhere(): Step {
  const input = { question: 'Deploy the backend where?', format: 'choice', options: ['staging', 'production'] };
  return { tool: 'request_more_information', input };
}

interface Tag {
  readonly name: string;
  readonly body: string;
}

/** No text in a thread can pass for a tag, so reading tags needs no more than this. */
function tagsIn(context: string): readonly Tag[] {
  return [...context.matchAll(/^<([\w-]+)>\n(.*?)\n<\/\1>$/gms)].map(([, name = '', body = '']) => ({
    name,
    body: body.replace(/^ {4}/gm, ''),
  }));
}

function isNamed(name: string): (tag: Tag) => boolean {
  return (tag) => tag.name === name;
}

function fieldIn(body: string, name: string): string {
  return new RegExp(`\\b${name}: "?([^"\\n]*)`).exec(body)?.[1] ?? '';
}

function environmentIn(text: string): string | undefined {
  if (/\bprod(uction)?\b/i.test(text)) return 'production';
  return /\bstaging\b/i.test(text) ? 'staging' : undefined;
}
