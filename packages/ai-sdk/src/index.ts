export { aiSdk, type AiSdkOptions, type AiSdkSettings } from './ai-sdk.ts';
export { AiSdkError, type AiSdkErrorCode, type AiSdkErrorDetails } from './ai-sdk-error.ts';
export type { AiSdkLanguageModel } from './language-model.ts';
