/** A provider of models, and the key with which this machine asks it. */
export interface Provider {
  readonly name: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly key: string;
  /** What to ask unless a person names another model. */
  readonly model: string;
}

/**
 * The provider whose key is in the environment, OpenAI first; both speak OpenAI's chat API. Their SDKs' own
 * `OPENAI_BASE_URL` and `ANTHROPIC_BASE_URL` lead elsewhere.
 */
export function readProvider(env: Readonly<Record<string, string | undefined>>): Provider | undefined {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL } = env;
  if (OPENAI_API_KEY) {
    const baseUrl = withoutSlash(OPENAI_BASE_URL || 'https://api.openai.com/v1');
    return { name: 'OpenAI', baseUrl, key: OPENAI_API_KEY, model: 'gpt-5-mini' };
  }
  if (ANTHROPIC_API_KEY) {
    const baseUrl = `${withoutSlash(ANTHROPIC_BASE_URL || 'https://api.anthropic.com').replace(/\/v1$/, '')}/v1`;
    return { name: 'Anthropic', baseUrl, key: ANTHROPIC_API_KEY, model: 'claude-sonnet-5' };
  }
  return undefined;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
