import type { Model } from '@twelvefold/core';
import { rules } from './rules.ts';

/** OpenAI's model with a key in the environment, the rules without: nothing of a provider is loaded for them. */
export async function chooseModel(env: NodeJS.ProcessEnv): Promise<Model> {
  const { OPENAI_API_KEY: apiKey, DEPLOY_BOT_MODEL: name = 'gpt-5-mini' } = env;
  if (!apiKey) return rules;
  const [{ createOpenAI }, { aiSdk }] = await Promise.all([import('@ai-sdk/openai'), import('@twelvefold/ai-sdk')]);
  return aiSdk(createOpenAI({ apiKey })(name));
}
