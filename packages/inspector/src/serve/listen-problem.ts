/** Why a server does not listen, as a sentence that says what to do. */
export function listenProblem(
  error: unknown,
  { port, host }: { readonly port: number; readonly host: string },
): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  switch (code) {
    case 'EADDRINUSE': {
      const other = port === 8080 ? 8081 : 8080;
      return `Port ${port} is taken. Stop what listens there, or choose another port, here and in your code: npx @twelvefold/inspector --port ${other}`;
    }
    case 'EACCES':
      return `You may not listen on port ${port}. Choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}. --host takes one of its own, such as 127.0.0.1.`;
    default:
      return String(message);
  }
}
