/**
 * The drop-in of a README: each fenced block that a comment `<!-- drop-in -->` or `<!-- drop-in: name.ts -->` marks, by
 * its file name (app.tsx unless the comment says another). Other comments may stand between it and the fence.
 */
export function dropInFiles(markdown: string): Map<string, string> {
  const marked = /<!-- drop-in(?:: (\S+))? -->\s*(?:<!--.*?-->\s*)*```\w*\n([\s\S]*?)^```/gm;
  return new Map([...markdown.matchAll(marked)].map(([, name = 'app.tsx', code = '']) => [name, code]));
}

/** The packages that sources import, without repeats: `@scope/name` of `@scope/name/part`. */
export function packagesImportedBy(sources: Iterable<string>): string[] {
  const specifiers = [...sources].flatMap((code) =>
    [...code.matchAll(/\bfrom ['"]([^.'"][^'"]*)['"]/g)].map(([, specifier = '']) => specifier),
  );
  return [...new Set(specifiers.map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier))];
}
