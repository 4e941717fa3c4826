import { createDraftBuilder, type Draft } from './draft.ts';
import type { Report } from './intent.ts';
import type { Model, ModelFailure, ModelRequest, Signal } from './ports.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

type Outcome = Extract<Report, { readonly type: 'model.reply' | 'model.fail' }>;

/** One request to a model, for the `model.requested` that was won. */
export interface Ask {
  readonly model: Model;
  readonly request: ModelRequest;
  readonly step: number;
  readonly attempt: number;
  readonly signal: Signal;
  /** Called with each part; read the draft when it suits. */
  readonly onPart?: (draft: () => Draft) => void;
}

/** Streams one reply and reports how it ended. Never throws. Every host asks models through this function. */
export async function askModel({ model, request, step, attempt, signal, onPart }: Ask): Promise<Outcome> {
  const builder = createDraftBuilder(step);
  try {
    for await (const part of model.stream(request, { signal })) {
      builder.push(part);
      onPart?.(builder.draft);
    }
    const reply = builder.reply();
    if (!reply) throw cut();
    return { type: 'model.reply', step, attempt, ...reply };
  } catch (thrown) {
    return { type: 'model.fail', step, attempt, thrown };
  }
}

function cut(): TwelvefoldError & ModelFailure {
  const error = new TwelvefoldError('stream_cut', 'The model stopped in the middle of its reply. Try again.');
  return Object.assign(error, { retryable: true });
}
