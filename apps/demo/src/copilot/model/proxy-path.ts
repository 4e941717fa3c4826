/** Where the dev server answers for a provider whose key it keeps. */
export const PROXY_PATH = '/api/openai';
