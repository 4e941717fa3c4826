import { createOpenAI } from '@ai-sdk/openai';
import { aiSdk } from '@twelvefold/ai-sdk';

// Put VITE_OPENAI_API_KEY=… into .env.local, beside package.json.
// A key in a page can be read by whoever opens it: this is for your own machine. See SECURITY.md.
const openai = createOpenAI({ apiKey: import.meta.env.VITE_OPENAI_API_KEY });

export const model = aiSdk(openai('gpt-5-mini'));
