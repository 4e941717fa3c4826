import type { Model } from '@twelvefold/core';
import { OFFLINE, type ModelChoice } from './model-choice.ts';

/** One model port whose model may be changed between two replies. */
export interface ChosenModel {
  readonly model: Model;
  readonly choice: () => ModelChoice;
  readonly choose: (choice: ModelChoice) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Starts offline. The code of a model is fetched when it is asked for the first time. */
export function createChosenModel(): ChosenModel {
  let choice = OFFLINE;
  let loading: Promise<Model> | undefined;
  const listeners = new Set<() => void>();
  const load = (): Promise<Model> => {
    const asked = (loading ??= loadModel(choice));
    asked.catch(() => {
      if (loading === asked) loading = undefined;
    });
    return asked;
  };
  return {
    model: {
      get id() {
        return idOf(choice);
      },
      async *stream(request, options) {
        const model = await load();
        yield* model.stream(request, options);
      },
    },
    choice: () => choice,
    choose: (next) => {
      choice = next;
      loading = undefined;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function idOf(choice: ModelChoice): string {
  switch (choice.kind) {
    case 'offline':
      return 'offline-rules';
    case 'compatible':
      return `openai-compatible/${choice.model}`;
    case 'proxy':
      return `dev-server/${choice.model}`;
  }
}

async function loadModel(choice: ModelChoice): Promise<Model> {
  try {
    const { toModel } = await import('./to-model.ts');
    return await toModel(choice);
  } catch (cause) {
    // The network may be back in a moment.
    throw Object.assign(new Error('The code of the model could not be loaded: check your connection.', { cause }), {
      retryable: true,
    });
  }
}
