const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** Whole cents as people read them: `$1,250.00`. */
export function formatCents(cents: number): string {
  return dollars.format(cents / 100);
}

/**
 * The cents in an amount as people type it (`1,250.50`, `$1250`, ` 12.5 `), or undefined when it is not an amount: below
 * zero, with parts of a cent, or with commas where no thousands are.
 */
export function parseCents(typed: string): number | undefined {
  const match = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  const cents = Number(whole.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'));
  return Number.isSafeInteger(cents) ? cents : undefined;
}
