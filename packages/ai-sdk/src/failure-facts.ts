/** What a thrown value says about a failed request, gathered from it and its causes; all of it may be missing. */
export interface FailureFacts {
  /** `AI_APICallError`, `TypeError`: of the value itself; empty where it has none. */
  readonly name: string;
  /** An HTTP status of 400 and above. */
  readonly statusCode: number | undefined;
  /** The provider began a reply before it failed. */
  readonly hasAnswered: boolean;
  /** The provider package's own opinion. */
  readonly isRetryable: boolean | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The provider's word for it: `rate_limit_exceeded`. */
  readonly providerCode: string | undefined;
  /** The connection failed, rather than someone at either end of it. */
  readonly isNetwork: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const MAX_CAUSES = 5;

/**
 * Reads any thrown value by its fields, because errors of several copies and versions of the AI SDK meet here: API call
 * errors, gateway errors, error objects inside a stream (`{ message, type, code }`), errors of `fetch`.
 */
export function toFailureFacts(thrown: unknown): FailureFacts {
  const chain = causesOf(thrown);
  const answer = chain.find((fields) => statusOf(fields) !== undefined) ?? chain[0] ?? {};
  return {
    name: wordOf(chain[0]?.['name']) ?? '',
    statusCode: statusOf(answer),
    hasAnswered: chain.some(({ statusCode }) => typeof statusCode === 'number' && statusCode < 300),
    isRetryable: typeof answer['isRetryable'] === 'boolean' ? answer['isRetryable'] : undefined,
    headers: isFields(answer['responseHeaders']) ? answer['responseHeaders'] : {},
    providerCode: providerCodeOf(answer),
    isNetwork: chain.some(isNetworkFailure),
  };
}

function causesOf(thrown: unknown): readonly Fields[] {
  const chain: Fields[] = [];
  for (let cause = thrown; isFields(cause) && chain.length < MAX_CAUSES; cause = cause['cause']) chain.push(cause);
  return chain;
}

function statusOf(fields: Fields): number | undefined {
  return [fields['statusCode'], fields['code'], errorIn(fields)['code']].find(isFailureStatus);
}

function isFailureStatus(value: unknown): value is number {
  return typeof value === 'number' && value >= 400 && value < 600;
}

function providerCodeOf(fields: Fields): string | undefined {
  const data = isFields(fields['data']) ? fields['data'] : {};
  const places = [errorIn(data), data, errorIn(fields), fields];
  const words = places.flatMap((place) => [place['code'], place['type'], place['status']].map(wordOf));
  return words.find((word) => word !== undefined && word !== 'error');
}

/** Letters and underscores only: a word of an API, and never a key. */
function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z_]{3,64}$/.test(value) ? value : undefined;
}

function errorIn(fields: Fields): Fields {
  return isFields(fields['error']) ? fields['error'] : {};
}

/** `fetch` says it with a TypeError whose words differ by platform, sockets with a code, timeouts with a name. */
function isNetworkFailure(fields: Fields): boolean {
  const name = textOf(fields['name']);
  if (name === 'NetworkError' || name === 'TimeoutError' || name === 'AbortError') return true;
  if (/^(UND_ERR_|E(?!RR_)[A-Z_]{3,}$|Connection|FailedToOpenSocket)/.test(textOf(fields['code']))) return true;
  return (
    name === 'TypeError' &&
    /fetch|network|load failed|terminated|input stream|connection/i.test(textOf(fields['message']))
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
