/**
 * Measures every system once a round, one after the other, so that what disturbs the machine disturbs all alike. Every
 * other round goes backwards: nobody is always the first.
 *
 * @returns What each system gave, round by round.
 */
export async function interleave<TSystem, TResult>(
  systems: readonly TSystem[],
  rounds: number,
  measure: (system: TSystem, round: number) => Promise<TResult>,
): Promise<ReadonlyMap<TSystem, readonly TResult[]>> {
  const results = new Map<TSystem, TResult[]>(systems.map((system) => [system, []]));
  for (let round = 0; round < rounds; round++)
    for (const system of round % 2 === 0 ? systems : systems.toReversed())
      results.get(system)?.push(await measure(system, round));
  return results;
}
