/** Where this page listens over a socket, if anywhere. */
export type Server =
  | { readonly kind: 'none' }
  | { readonly kind: 'at'; readonly url: string }
  /** The address of the page names something that is no socket. */
  | { readonly kind: 'bad'; readonly named: string };

/** What `?server=` names, or the relay that served this page, where one did. */
export function serverOf(page: { readonly href: string; readonly isRelayed: boolean }): Server {
  const { searchParams, protocol, host } = new URL(page.href);
  const named = searchParams.get('server');
  if (named !== null && named !== '') return isSocket(named) ? { kind: 'at', url: named } : { kind: 'bad', named };
  return page.isRelayed ? { kind: 'at', url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}` } : { kind: 'none' };
}

function isSocket(url: string): boolean {
  return URL.canParse(url) && ['ws:', 'wss:'].includes(new URL(url).protocol);
}
