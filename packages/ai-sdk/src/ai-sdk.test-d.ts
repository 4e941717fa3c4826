import type { anthropic } from '@ai-sdk/anthropic';
import type { LanguageModelV2, LanguageModelV3, LanguageModelV4 } from '@ai-sdk/provider';
import type { Model, Usage } from '@twelvefold/core';
import { expectTypeOf, test } from 'vitest';
import { aiSdk, type AiSdkOptions } from './index.ts';

test('a model object of each version makes a Model; a name or another kind of model does not', () => {
  type First = Parameters<typeof aiSdk>[0];
  expectTypeOf<LanguageModelV2 | LanguageModelV3 | LanguageModelV4>().toExtend<First>();
  expectTypeOf<ReturnType<typeof anthropic>>().toExtend<First>();
  expectTypeOf<string>().not.toExtend<First>();
  expectTypeOf<{ specificationVersion: 'v4'; doEmbed: () => void }>().not.toExtend<First>();
  expectTypeOf(aiSdk).returns.toEqualTypeOf<Model>();
});

test('settings are what a request carries besides conversation, tools and signal', () => {
  type Settings = NonNullable<AiSdkOptions['settings']>;
  expectTypeOf<{ temperature: number; reasoning: 'low'; headers: { a: string } }>().toExtend<Settings>();
  expectTypeOf<keyof Settings & ('prompt' | 'tools' | 'abortSignal' | 'includeRawChunks')>().toBeNever();
});

test('costUsd gets the tokens', () => {
  expectTypeOf<AiSdkOptions['costUsd']>().toEqualTypeOf<((usage: Usage) => number) | undefined>();
});
