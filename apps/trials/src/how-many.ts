const asked = process.env['TRIALS'];

/** `TRIALS=all` tries all there is, `TRIALS=write` keeps what came of it, too. Else it is what fits into every test run. */
export const isAll: boolean = asked === 'all' || asked === 'write';
export const isWriting: boolean = asked === 'write';

/** Every run of tests plays one seed of so many. */
const SEEDS_APART = 5;

/** The seeds of a trial, in groups that run at the same time: all of them, or each fifth. */
export function seedGroups(count: number, atOnce: number): readonly (readonly number[])[] {
  const apart = isAll ? 1 : SEEDS_APART;
  const seeds = Array.from({ length: count / apart }, (_, index) => 1 + index * apart);
  return Array.from({ length: Math.ceil(seeds.length / atOnce) }, (_, group) =>
    seeds.slice(group * atOnce, (group + 1) * atOnce),
  );
}

/** What a run of `count` seeds is called: how many of them it plays. */
export function seedsOf(count: number): string {
  return isAll ? `${count}` : `${count / SEEDS_APART} of ${count}`;
}
