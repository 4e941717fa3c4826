/** Which model answers. The key is in memory for as long as the page, and nowhere else. */
export type ModelChoice =
  | { readonly kind: 'offline' }
  | { readonly kind: 'compatible'; readonly baseUrl: string; readonly model: string; readonly apiKey: string }
  | { readonly kind: 'proxy'; readonly model: string };

/** What the page starts with: it needs no key and no network. */
export const OFFLINE: ModelChoice = { kind: 'offline' };
