import type { LanguageModelV2, LanguageModelV3, LanguageModelV4 } from '@ai-sdk/provider';
import { AiSdkError } from './ai-sdk-error.ts';

/** A model object of any AI SDK provider: `anthropic('…')`, `openai('…')`, `createOpenAICompatible(…)('…')`. */
export type AiSdkLanguageModel = LanguageModelV2 | LanguageModelV3 | LanguageModelV4;

const VERSIONS: readonly unknown[] = ['v2', 'v3', 'v4'] satisfies readonly AiSdkLanguageModel['specificationVersion'][];

/** @throws AiSdkError `unsupported_model` when `value` is no model object, or of another version of the interface. */
export function assertLanguageModel(value: unknown): asserts value is AiSdkLanguageModel {
  if (typeof value === 'string') {
    throw unsupported(`aiSdk() was given the name "${value}": pass a model object, such as anthropic("${value}").`);
  }
  if (!isObject(value) || typeof value['doStream'] !== 'function') {
    throw unsupported(
      'aiSdk() was given no language model: pass a model object, such as anthropic("…") or openai("…").',
    );
  }
  const version = value['specificationVersion'];
  if (!VERSIONS.includes(version)) {
    throw unsupported(
      `The model speaks version "${String(version)}" of the AI SDK's model interface, and this package v2, v3 and v4: ` +
        'update the provider package, or this one.',
    );
  }
}

/** `<provider>/<model>`, as in `anthropic/claude-sonnet-5`: without the API that the provider's name ends with. */
export function modelIdOf({ provider, modelId }: AiSdkLanguageModel): string {
  return `${provider.replace(/^(.+)\.[^.]*$/, '$1')}/${modelId}`;
}

function unsupported(message: string): AiSdkError {
  return new AiSdkError('unsupported_model', message);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
