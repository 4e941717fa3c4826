#!/usr/bin/env node
/*
 * One command, one process: it reads the thread file, does what it is told, works until the thread waits for a person or
 * is done, and exits.     0 done as told     1 refused or failed     2 misused
 */
import { buildRequest, findCall, fold, openAsks, openCalls, type Decision, type Json } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { existsSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { chooseModel } from './choose-model.ts';
import { createDeployBot } from './deploy-bot.ts';
import { describeEvent } from './describe-event.ts';
import { nextSteps } from './next-steps.ts';
import { readEvents, work } from './work.ts';
import { openWorld } from './world.ts';

const USAGE = `deploy-bot start "deploy the latest backend to production" --thread thread.jsonl
deploy-bot send thread.jsonl "…"
deploy-bot show thread.jsonl [--context]
deploy-bot approve thread.jsonl [callId] [--tag v1.2.2]
deploy-bot deny thread.jsonl [callId] [--reason "…"]
deploy-bot answer thread.jsonl "…"
deploy-bot resolve thread.jsonl [callId] --happened | --again | --give-up
deploy-bot resume thread.jsonl [--alone]     goes on after a crash, a failure or a limit
deploy-bot cancel thread.jsonl [--reason "…"]

All but show take --as <name>: who you are.`;

/** What was typed makes no sense. */
class UsageError extends Error {}

interface Input {
  readonly path: string;
  readonly text: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

interface Command {
  readonly options: ParseArgsOptionsConfig;
  readonly run: (agent: LiveAgent, input: Input) => Promise<Decision> | undefined;
}

const flag = { type: 'boolean' } as const;
const value = { type: 'string' } as const;

const COMMANDS: Readonly<Record<string, Command>> = {
  start: { options: { thread: value }, run: (agent, { text }) => agent.send(need(text, 'What should I do?')) },
  send: { options: {}, run: (agent, { text }) => agent.send(need(text, 'Say something.')) },
  approve: { options: { tag: value }, run: approve },
  deny: {
    options: { reason: value },
    run: (agent, { text, options: { reason } }) =>
      agent.deny(text ?? gatedCall(agent), typeof reason === 'string' ? { reason } : {}),
  },
  answer: { options: {}, run: (agent, { text }) => agent.answer(toAnswer(agent, need(text, 'Give an answer.'))) },
  resolve: { options: { happened: flag, again: flag, 'give-up': flag }, run: resolve },
  resume: { options: { alone: flag }, run: resume },
  cancel: {
    options: { reason: value },
    run: (agent, { options: { reason } }) => agent.cancel(typeof reason === 'string' ? { reason } : {}),
  },
};

process.exitCode = await main(process.argv.slice(2));

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  try {
    if (name === 'show') return show(args);
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new UsageError(name === '' ? 'Say what to do.' : `There is no command "${name}".`);
    return await perform(command, readInput(name, command, args));
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : String(thrown));
    if (thrown instanceof UsageError) console.error(`\n${USAGE}`);
    return thrown instanceof UsageError ? 2 : 1;
  }
}

async function perform(command: Command, input: Input): Promise<number> {
  const { path, options } = input;
  const { agent, decision } = await work(
    {
      path,
      model: await chooseModel(process.env),
      person: typeof options.as === 'string' ? options.as : userInfo().username,
      alone: options.alone === true,
      onEvents: (events, { getState }) => {
        for (const event of events) console.log(describeEvent(event, getState()));
      },
    },
    (live) => command.run(live, input),
  );
  if (decision?.ok === false) console.error(decision.rejection.message);
  for (const line of nextSteps(agent.getState(), path)) console.log(line);
  return decision?.ok === false || agent.getSnapshot().phase === 'failed' ? 1 : 0;
}

function show(args: readonly string[]): number {
  const { positionals, values } = parse(args, { context: flag });
  const path = existing(positionals[0]);
  const events = readEvents(path);
  const state = fold(events);
  if (values.context === true) {
    const { request } = buildRequest(createDeployBot(openWorld('deployments.json')), state);
    for (const { content } of request.messages) console.log(content);
    return 0;
  }
  for (const event of events) {
    const time = new Date(event.atMs).toISOString().slice(11, 19);
    console.log(`${String(event.seq).padStart(3)}  ${time}  ${describeEvent(event, state)}`);
  }
  for (const line of nextSteps(state, path)) console.log(line);
  return 0;
}

function approve(agent: LiveAgent, { text, options: { tag } }: Input): Promise<Decision> {
  const callId = text ?? gatedCall(agent);
  const call = findCall(agent.getState(), callId);
  const isEdit = typeof tag === 'string' && call !== undefined;
  return agent.approve(callId, isEdit ? { input: { ...(call.input as object), tag } } : {});
}

function resolve(agent: LiveAgent, { text, options }: Input): Promise<Decision> {
  const said = ['happened', 'again', 'give-up'].filter((option) => options[option] === true);
  if (said.length !== 1) throw new UsageError('Say one of --happened, --again and --give-up.');
  const callId = text ?? openCalls(agent.getState()).find(({ status }) => status === 'doubted')?.id;
  if (callId === undefined) throw new Error('Nothing is in doubt. If a process died, "resume" finds out what is.');
  if (options.again === true) return agent.resolve(callId, { kind: 'retry' });
  if (options['give-up'] === true) return agent.resolve(callId, { kind: 'give_up' });
  const input = findCall(agent.getState(), callId)?.input as object | undefined;
  return agent.resolve(callId, { kind: 'happened', output: { ...input, status: 'succeeded' } });
}

/** Starting the agent is all it takes after a crash; a failure or a limit needs a word from a person. */
function resume(agent: LiveAgent): Promise<Decision> | undefined {
  const { run } = agent.getState();
  if (run?.status === 'failed') return agent.retry();
  return run?.reached ? agent.raiseLimit(run.reached.limit, run.reached.used + run.reached.max) : undefined;
}

/** The call that waits for approval; else the last one that did, so that the engine can say what became of it. */
function gatedCall(agent: LiveAgent): string {
  const { entries } = agent.getState();
  const gated = openCalls(agent.getState()).filter(({ status }) => status === 'gated');
  if (gated.length > 1) throw new UsageError(`Say which call: ${gated.map(({ id }) => id).join(', ')}.`);
  const last = gated[0] ?? entries.findLast((entry) => entry.kind === 'call' && entry.gate !== undefined);
  if (!last) throw new Error('Nothing waits for approval.');
  return last.id;
}

function toAnswer(agent: LiveAgent, text: string): Json {
  const isYesNo = openAsks(agent.getState())[0]?.format.kind === 'yes_no';
  if (!isYesNo) return text;
  return /^y(es)?$/i.test(text) ? true : /^no?$/i.test(text) ? false : text;
}

function readInput(name: string, command: Command, args: readonly string[]): Input {
  const { positionals, values } = parse(args, { ...command.options, as: value });
  if (name !== 'start') return { path: existing(positionals[0]), text: positionals[1], options: values };
  const path = need(values.thread, 'Say where to keep the thread: --thread thread.jsonl.');
  if (existsSync(path)) throw new Error(`${path} exists. To say more in that thread: deploy-bot send ${path} "…"`);
  mkdirSync(dirname(path), { recursive: true });
  return { path, text: positionals[0], options: values };
}

function parse(args: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function existing(path: string | undefined): string {
  const given = need(path, 'Say which thread: the path of its file.');
  if (!existsSync(given)) throw new UsageError(`There is no file ${given}.`);
  return given;
}

function need(text: unknown, message: string): string {
  if (typeof text !== 'string' || text === '') throw new UsageError(message);
  return text;
}
