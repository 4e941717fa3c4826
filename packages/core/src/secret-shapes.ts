/*
 * What secrets look like. Every pattern costs time linear in the text, hostile or not: it starts where a word starts
 * (`START`), its loops run over one class of characters, and what may fail after a loop is bounded. [R61]
 */

/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

interface SecretShape {
  readonly pattern: RegExp;
  readonly replacement: string;
}

let compiled: readonly SecretShape[] | undefined;

/** The shapes in the order in which they are looked for. They are compiled when the first text is looked through. */
export function secretShapes(): readonly SecretShape[] {
  compiled ??= compile();
  return compiled;
}

/** Whether it is worth looking for the shapes: `false` only for a text that has not even what each of them must have. */
export function mayHoldSecret(text: string): boolean {
  return /-----BEGIN|[sr]k[-_]|A(?:KI|SI|BI|CC)A|gh[pousr]_|github_pat_|glpat-|xox|xapp-|whsec_|AIza|ya29\.|GOCSPX-|(?:npm|hf|gsk|r8)_|(?:xai|pplx)-|SG\.|eyJ|hooks\.slack|authorization|bearer|cookie|:\/\/|pass|pwd|secret|credential|key|token/i.test(
    text,
  );
}

/** In a function, so that a bundle without redaction has none of it, and an import does no work. */
function compile(): readonly SecretShape[] {
  /** The start of a word, also right after an escaped line break (`\n`) or a URL-encoded character (`%20`). */
  const START = String.raw`(?<=^|[^\w-]|\\[nrt]|%[\dA-Fa-f]{2})`;
  const QUOTE = '["\'`]';

  /** Names whose value is a secret, alone or as the end of a longer name: `DB_PASSWORD`, `clientSecret`, `user[pwd]`. */
  const SECRET = String.raw`(?:pass(?:word|wd|phrase)|pwd(?!\W{1,6}[/~.])|secret|credentials?|(?:api|access|account|private|signing|encryption|secret)[_-]?key(?:_base)?)`;
  /** Tokens are secrets too, but not those that turn pages. */
  const TOKEN = String.raw`(?:(?<!(?:page|next|continuation|sync|start|cursor)[_-]?)token)`;
  const SECRET_NAME = String.raw`${START}[\w-]{0,64}?${SECRET}\d{0,2}\]?`;
  const TOKEN_NAME = String.raw`${START}[\w-]{0,64}?${TOKEN}\d{0,2}\]?`;
  const ANY_NAME = String.raw`${START}[\w-]{0,64}?(?:${SECRET}|${TOKEN})\d{0,2}\]?`;

  /** Between a name, which may be in quotes, and its value. */
  const IS = String.raw`${QUOTE}?\s{0,4}(?:=>|:=|[:=])\s{0,4}`;
  /** Not a value: a constant, a type, a reference to somewhere else. */
  const SAYS_SOMETHING = String.raw`(?!(?:true|false|null|none|nil|undefined|string|str|required|optional)(?![\w-])|\$\{|\$\(|\$[A-Z_]+(?!\w))`;
  /** A value without quotes that has letters and digits, as few words of a sentence do. */
  const MIXED = String.raw`(?=[^\d\s"'\x60,;<>(){}[\]\\]{0,64}\d)(?=[^a-z\s"'\x60,;<>(){}[\]\\]{0,64}[a-z])[^\s"'\x60,;<>(){}[\]\\]{6,}`;

  const word = (pattern: RegExp): SecretShape => whole(new RegExp(`${START}(?:${pattern.source})`));

  return [
    // PEM private keys, whole or cut off, as lines or with the line breaks escaped.
    whole(
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\w+/=\s\\:,.]*(?:-[\w+/=\s\\:,.]+){0,8}(?:-----END [A-Z0-9 ]{0,60}-----)?/,
    ),

    // Keys that show what they are.
    word(/sk-(?:(?:ant|proj|svcacct|admin|or)-[\w-]{8,}|[\w-]*?\w{16}[\w-]*)/),
    word(/(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/),
    word(/gh[pousr]_[\w-]{20,}(?:\.[\w-]{8,}){0,2}|github_pat_\w{20,}|glpat-[\w-]{20,}/),
    word(/xox[a-z]-[\w-]{10,}|xapp-\d-[\w-]{10,}/),
    word(/(?:sk|rk)_(?:live|test)_\w{10,}|whsec_[\w+/=-]{16,}/),
    word(/AIza[\w-]{30,}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}/),
    word(/(?:npm|hf|gsk|r8)_[A-Za-z0-9]{30,}|(?:xai|pplx)-[A-Za-z0-9]{40,}|SG\.[\w-]{20,}\.[\w-]{20,}/),
    word(/eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*){0,3}/),
    after('hooks\\.slack\\.com/services/', '[\\w/]{20,}'),

    // Headers: in quotes, and as a line.
    after(
      String.raw`authorization\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}${QUOTE}`,
      String.raw`[a-z][\w-]{1,20}\s[^"'\x60\\\r\n]+|[^\s"'\x60\\]{16,}`,
    ),
    after(String.raw`authorization["']?\s{0,4}[:=]\s{0,4}(?=digest|hawk|oauth)`, String.raw`\w+\s[^\r\n]+`),
    after(
      String.raw`authorization["']?\s{0,4}[:=]\s{0,4}`,
      String.raw`(?:basic|bearer|negotiate|ntlm|token|api-?key|hmac|dpop|sharedkey|aws4-hmac-sha256)\s[^\r\n"'\x60]+|[^\s"'\x60\\]{16,}`,
    ),
    after(String.raw`\bbearer[ \t]{1,4}`, String.raw`(?:(?=[\w.~+/-]{0,200}\d)[\w.~+/-]{8,}|[\w.~+/-]{24,})=*`),
    after(String.raw`\bcookie["']?\s{0,4}:\s{0,4}["']?`, String.raw`[^\s=;"']{1,128}=[^\r\n"']+`),

    // URLs: user:password@, and a token in place of the user.
    after(String.raw`:\/\/[^\s/?#:@"'<>]{0,256}:`, String.raw`[^\s/?#"'<>]+(?=@)`),
    after(String.raw`:\/\/`, String.raw`[^\s/?#:@"'<>]{20,}(?=@)`),

    // name = value: in quotes, in quotes of an escaped string, tight, with letters and digits, alone on its line.
    after(`${SECRET_NAME}${IS}"`, String.raw`(?!")[^"\\]*(?:\\[^][^"\\]*){0,99}`),
    after(`${SECRET_NAME}${IS}'`, String.raw`(?!')[^'\\]*(?:\\[^][^'\\]*){0,99}`),
    after(`${SECRET_NAME}${IS}\``, String.raw`(?!\x60)[^\x60\\]*(?:\\[^][^\x60\\]*){0,99}`),
    after(
      `${TOKEN_NAME}${IS}${QUOTE}`,
      String.raw`(?:(?=[^\s"'\x60\\]{0,200}\d)[^\s"'\x60\\]{8,}|[^\s"'\x60\\]{20,})(?=${QUOTE})`,
    ),
    after(String.raw`${ANY_NAME}\\{1,3}["']\s{0,4}[:=]\s{0,4}\\{1,3}["']`, String.raw`[^\s"'\\]+`),
    after(`${ANY_NAME}=${SAYS_SOMETHING}`, String.raw`[^\s&;"'\x60<>\\]+`),
    after(`${ANY_NAME}${IS}${SAYS_SOMETHING}`, MIXED),
    after(`${ANY_NAME}${IS}${SAYS_SOMETHING}`, String.raw`[^.$\s"'\x60,;<>(){}[\]\\]{4,128}(?=[ \t\r]{0,8}$)`),
    after(String.raw`(?<![\w-])--[\w-]{0,64}?(?:${SECRET}|${TOKEN})[ \t]{1,4}`, MIXED),
  ];
}

function whole(pattern: RegExp): SecretShape {
  return { pattern: new RegExp(pattern, 'g'), replacement: REDACTED };
}

/** A secret that shows by what stands before it, which stays. */
function after(before: string, secret: string): SecretShape {
  return { pattern: new RegExp(`(${before})(?:${secret})`, 'gim'), replacement: `$1${REDACTED}` };
}
