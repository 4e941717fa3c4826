/** Where the rules of SPEC.md and the tests that cite them disagree. */
export interface SpecReport {
  /** Rules that no test cites, in the order of SPEC.md. */
  readonly untested: readonly string[];
  /** Ids defined more than once. */
  readonly repeated: readonly string[];
  /** Citations of rules that SPEC.md does not define. */
  readonly unknown: readonly { readonly id: string; readonly file: string }[];
}

/** Compares the ids that SPEC.md defines with those that test titles cite; `tests` maps a file's path to its source. */
export function compareSpec(spec: string, tests: ReadonlyMap<string, string>): SpecReport {
  const defined = definedIds(spec);
  const known = new Set(defined);
  const cited = [...tests].flatMap(([file, source]) => citedIds(source).map((id) => ({ id, file })));
  const tested = new Set(cited.map(({ id }) => id));
  return {
    untested: [...known].filter((id) => !tested.has(id)),
    repeated: defined.filter((id, at) => defined.indexOf(id) !== at),
    unknown: cited.filter(({ id }) => !known.has(id)),
  };
}

/** A definition is a bullet that starts with the id in bold: `- **R12** …`. */
function definedIds(spec: string): string[] {
  return [...spec.matchAll(/^\s*[-*] \*\*(R\d+)\*\*/gm)].map(([, id = '']) => id);
}

/** A citation is a string that starts with ids: `'[R12] …'`, `'[R12] [R13] …'` or `'[R12, R13] …'`; todo and skip do not count. */
function citedIds(source: string): string[] {
  return [...source.matchAll(/(\.(?:todo|skip)\(\s*)?['"`]((?:\[R\d+(?:, ?R\d+)*\] ?)+)/g)].flatMap(
    ([, notRun, ids = '']) => (notRun ? [] : (ids.match(/R\d+/g) ?? [])),
  );
}
