/** Dollars, with as many digits as small amounts need: `$0.0021`, `$1.20`. */
export function costText(usd: number): string {
  return usd === 0 || usd >= 1 ? `$${usd.toFixed(2)}` : `$${Number(usd.toPrecision(2))}`;
}
