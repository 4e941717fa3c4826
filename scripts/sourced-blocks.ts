/** A fenced block that says which file it is a copy of. */
export interface SourcedBlock {
  /** What follows `source:`, a path from the repository's root, `#name` after it for a region. */
  readonly source: string;
  /** Between the fences, ending in a newline unless empty. */
  readonly code: string;
  /** Where `code` lies in the page, as string offsets. */
  readonly from: number;
  readonly to: number;
}

/**
 * The blocks of a Markdown page that a comment `<!-- source: path -->` marks; other comments may stand between it and
 * the fence.
 */
export function sourcedBlocks(markdown: string): SourcedBlock[] {
  const marked = /<!-- source: (\S+) -->\s*(?:<!--.*?-->\s*)*```\w*\n/g;
  return [...markdown.matchAll(marked)].map((match) => {
    const from = match.index + match[0].length;
    const end = markdown.startsWith('```', from) ? from - 1 : markdown.indexOf('\n```', from);
    const to = end < 0 ? markdown.length : end + 1;
    return { source: match[1] ?? '', code: markdown.slice(from, to), from, to };
  });
}

/**
 * The lines between `// #region name` and `// #endregion`, moved left as far as they go; without a name the whole file.
 * Undefined where there is no such region.
 */
export function regionOf(code: string, name: string | undefined): string | undefined {
  if (!name) return code;
  const lines = code.split('\n');
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  if (start < 0) return undefined;
  const length = lines.slice(start).findIndex((line) => line.trim().startsWith('// #endregion'));
  const region = lines.slice(start + 1, length < 0 ? undefined : start + length);
  const indent = Math.min(...region.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return `${region.map((line) => line.slice(indent)).join('\n')}\n`;
}

/** What `<!-- copy: path -->` and `<!-- end of copy -->` enclose in a Markdown page, without blank lines around it. */
export function copiedParts(markdown: string): SourcedBlock[] {
  const marked = /<!-- copy: (\S+) -->\n*([\s\S]*?)\n*<!-- end of copy -->/g;
  return [...markdown.matchAll(marked)].map((match) => {
    const [all, source = '', text = ''] = match;
    const from = match.index + (text ? all.indexOf(text, all.indexOf('-->')) : all.lastIndexOf('<!--'));
    const code = text && `${text}\n`;
    return { source, code, from, to: from + code.length };
  });
}
