import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { aiSdk } from '@twelvefold/ai-sdk';
import type { Model } from '@twelvefold/core';
import type { ModelChoice } from './model-choice.ts';
import { PROXY_PATH } from './proxy-path.ts';

/** The model of a choice. In a chunk of its own, with all the provider code that it needs. */
export async function toModel(choice: ModelChoice): Promise<Model> {
  switch (choice.kind) {
    case 'offline':
      return aiSdk(await loadOfflineModel());
    case 'compatible': {
      const { baseUrl, model, apiKey } = choice;
      return compatible({ baseURL: baseUrl.replace(/\/+$/, ''), ...(apiKey !== '' && { apiKey }) }, model);
    }
    case 'proxy':
      return compatible({ baseURL: new URL(PROXY_PATH, document.baseURI).href }, choice.model);
  }
}

/** Apart from the providers' code: whoever brings a model needs no grammar. */
async function loadOfflineModel(): Promise<LanguageModelV4> {
  const { createOfflineModel } = await import('../../offline-model/index.ts');
  return createOfflineModel();
}

function compatible(endpoint: { readonly baseURL: string; readonly apiKey?: string }, model: string): Model {
  const provider = createOpenAICompatible({ name: 'openai-compatible', includeUsage: true, ...endpoint });
  return aiSdk(provider(model));
}
