import { parseArgs } from 'node:util';

/** What the command was asked for. */
export type Asked =
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly port: number; readonly host: string; readonly allowedOrigins: readonly string[] }
  /** It was asked for something that it cannot do; `message` says what to do instead. */
  | { readonly kind: 'problem'; readonly message: string };

export const HELP: string = `Shows any XState machine that speaks the inspector protocol.

  npx @twelvefold/inspector [options]

  --port <number>          Where it listens, 8080 by default: where createWebSocketInspector looks by itself.
  --host <address>         Which address, 127.0.0.1 by default: nobody else reaches it. On 0.0.0.0 everybody in your network
                           can read what your machines say, and say things in their name.
  --allow-origin <origin>  Lets pages of this origin connect, as https://app.example. May be given several times. Pages of
                           this machine always may.
  --help                   Says this.
`;

/** Reads the arguments of the command. */
export function readArguments(args: readonly string[]): Asked {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', short: 'p' },
        host: { type: 'string' },
        'allow-origin': { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { kind: 'help' };
    const port = values.port === undefined ? 8080 : Number(values.port);
    if (!/^\d+$/.test(values.port ?? '8080') || port > 65_535)
      return problem(`--port takes a number from 0 to 65535, not "${values.port}".`);
    const allowed = values['allow-origin'] ?? [];
    const bad = allowed.find((origin) => origin !== 'null' && !isOrigin(origin));
    if (bad !== undefined) return problem(`--allow-origin takes an origin such as https://app.example, not "${bad}".`);
    return { kind: 'serve', port, host: values.host ?? '127.0.0.1', allowedOrigins: allowed };
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function problem(message: string): Asked {
  return { kind: 'problem', message: `${message.replace(/\.?$/, '.')} --help says what there is.` };
}
