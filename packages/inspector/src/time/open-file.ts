import { createTimeline, defineAgent, TwelvefoldError, type AgentDefinition, type Timeline } from '@twelvefold/core';

/** A log that was opened from a thread file: no model, no tool and no store is attached to it. */
export interface OpenedFile {
  readonly name: string;
  readonly timeline: Timeline;
  readonly definition: AgentDefinition;
  /** The definition is the one of the agent that the panel is for, since the file names that agent. */
  readonly isOfAgent: boolean;
}

/** So many events are folded at a time. */
const SLICE = 2_048;

/**
 * Reads a thread file and folds it, a slice at a time: a long one stops the page for no longer than its text takes to read.
 *
 * @param own The definition of the agent that the panel is for.
 * @param pause Lets the page do something else.
 * @throws TwelvefoldError `thread_file_invalid`, with a sentence that names the line and what is wrong with it.
 */
export async function openFile(
  file: Pick<File, 'name' | 'text'>,
  own: AgentDefinition,
  pause: () => Promise<void> = nextTask,
): Promise<OpenedFile> {
  const [{ readThreadFile }, text] = await Promise.all([import('@twelvefold/core/thread-file'), textOf(file)]);
  const timeline = createTimeline(readThreadFile(text));
  for (let seq = SLICE; seq < timeline.events.length; seq += SLICE) {
    await pause();
    timeline.stateAt(seq);
  }
  const [first] = timeline.events;
  const name = first?.type === 'thread.started' ? first.agent.name : '';
  const isOfAgent = name === own.name;
  return {
    name: file.name,
    timeline,
    // Whatever it is called: what was logged once can be looked at.
    definition: isOfAgent ? own : { ...defineAgent({ name: 'unknown', instructions: '' }), name },
    isOfAgent,
  };
}

async function textOf(file: Pick<File, 'name' | 'text'>): Promise<string> {
  try {
    return await file.text();
  } catch (cause) {
    throw new TwelvefoldError('thread_file_invalid', `The browser could not read ${file.name}: choose it again.`, {
      cause,
    });
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
