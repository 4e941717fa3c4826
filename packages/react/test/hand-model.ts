import type { Model, ModelPart, ModelRequest } from '@twelvefold/core';

/** A model whose every piece is given by the test. */
export interface HandModel extends Model {
  readonly requests: readonly ModelRequest[];
  readonly write: (text: string) => void;
  /** Starts a call; gives the function with which its input grows. */
  readonly call: (tool: string) => { readonly write: (delta: string) => void; readonly end: (input: unknown) => void };
  readonly finish: () => void;
}

export function handModel(): HandModel {
  const requests: ModelRequest[] = [];
  let parts: ModelPart[] = [];
  let calls = 0;
  let wake: () => void = () => undefined;
  const push = (part: ModelPart): void => {
    parts.push(part);
    wake();
  };
  return {
    id: 'by hand',
    requests,
    write: (delta) => push({ type: 'text.delta', id: 'text', delta }),
    call: (tool) => {
      const id = `call-${calls++}`;
      push({ type: 'call.started', id, tool });
      return {
        write: (delta) => push({ type: 'call.delta', id, delta }),
        end: (input) => push({ type: 'call.ended', id, tool, inputText: JSON.stringify(input) }),
      };
    },
    finish: () => push({ type: 'finished', finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 1 } }),
    async *stream(request, { signal }) {
      requests.push(request);
      for (;;) {
        const batch = parts;
        parts = [];
        yield* batch;
        if (batch.some(({ type }) => type === 'finished')) return;
        if (parts.length > 0) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
        signal.throwIfAborted();
      }
    },
  };
}
