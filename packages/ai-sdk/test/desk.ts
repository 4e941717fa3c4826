import type { Model, ModelPart, ModelRequest, ToolSpec } from '@twelvefold/core';

const getInvoice: ToolSpec = {
  name: 'get_invoice',
  description: 'Read one invoice.',
  inputSchema: {
    type: 'object',
    properties: { id: { type: 'string' } },
    required: ['id'],
    additionalProperties: false,
  },
};

const refund: ToolSpec = {
  name: 'refund',
  description: 'Refund an invoice.',
  inputSchema: {
    type: 'object',
    properties: { id: { type: 'string' }, euros: { type: 'number' } },
    required: ['id', 'euros'],
    additionalProperties: false,
  },
};

/** The first request of an invoice desk. Frozen, because requests are made of frozen state. */
export const firstRequest: ModelRequest = freeze({
  system: 'You keep the invoices.',
  messages: [{ role: 'user', content: 'What about INV-7?' }],
  tools: [getInvoice, refund],
});

export function requestOf(request: Partial<ModelRequest>): ModelRequest {
  return freeze({ ...firstRequest, ...request });
}

/** All parts of one reply. */
export async function collect(model: Model, request: ModelRequest = firstRequest): Promise<readonly ModelPart[]> {
  return Array.fromAsync(model.stream(request, { signal: new AbortController().signal }));
}

/** The parts up to the failure, and the failure. */
export async function collectFailure(
  model: Model,
  request: ModelRequest = firstRequest,
): Promise<{ readonly parts: readonly ModelPart[]; readonly error: unknown }> {
  const parts: ModelPart[] = [];
  try {
    for await (const part of model.stream(request, { signal: new AbortController().signal })) parts.push(part);
  } catch (error) {
    return { parts, error };
  }
  throw new Error(`The reply did not fail: ${JSON.stringify(parts)}`);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
