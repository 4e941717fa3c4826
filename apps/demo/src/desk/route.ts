/** The lists of the desk, in the order of the navigation. */
export const SECTIONS = ['customers', 'invoices', 'payment-links', 'refunds', 'outbox'] as const;

export type Section = (typeof SECTIONS)[number];

/** What the address says is shown. */
export type Route =
  | { readonly page: 'section'; readonly section: Section }
  | { readonly page: 'customer'; readonly id: number }
  | { readonly page: 'invoice'; readonly number: string };

/** Where the desk opens. */
const HOME: Route = { page: 'section', section: 'invoices' };

/** The address of a page, as a link's `href`: `#/invoices/INV-1042`. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'section':
      return `#/${route.section}`;
    case 'customer':
      return `#/customers/${route.id}`;
    case 'invoice':
      return `#/invoices/${encodeURIComponent(route.number)}`;
    default:
      return unreachable(route);
  }
}

/** The page of an address's hash. Whatever makes no sense leads home. */
export function parseRoute(hash: string): Route {
  const [, first, second] = decoded(hash).split('/');
  const section = SECTIONS.find((name) => name === first);
  if (section === undefined) return HOME;
  if (second === undefined || second === '') return { page: 'section', section };
  if (section === 'invoices') return { page: 'invoice', number: second };
  if (section === 'customers' && /^\d+$/.test(second)) return { page: 'customer', id: Number(second) };
  return { page: 'section', section };
}

/** The list that a page belongs to. */
export function sectionOf(route: Route): Section {
  if (route.page === 'section') return route.section;
  return route.page === 'customer' ? 'customers' : 'invoices';
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return '';
  }
}

function unreachable(route: never): never {
  throw new TypeError(`No such page: ${JSON.stringify(route)}`);
}
