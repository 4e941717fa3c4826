/**
 * Fails where a Markdown block is no longer what its `<!-- source: path -->` or `<!-- copy: path -->` says, or a relative
 * link leads nowhere. With `--write` it brings the blocks up to date instead.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copiedParts, regionOf, sourcedBlocks } from './sourced-blocks.ts';

const write = process.argv.includes('--write');
const pages = globSync('**/*.md', { exclude: (path) => /(^|\/)(node_modules|dist|\.git)$/.test(path) });
const problems = pages.flatMap((page) => {
  const markdown = readFileSync(page, 'utf8');
  return [...checkBlocks(page, markdown), ...checkLinks(page, markdown)];
});

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`The code and the links of ${pages.length} pages hold.`);

function checkBlocks(page: string, markdown: string): string[] {
  const found: string[] = [];
  // From the last to the first, so that offsets stay true while blocks are rewritten.
  let updated = markdown;
  const blocks = [...sourcedBlocks(markdown), ...copiedParts(markdown)].toSorted((one, other) => other.from - one.from);
  for (const { source, code, from, to } of blocks) {
    const [path = '', region] = source.split('#');
    const wanted = existsSync(path) ? regionOf(readFileSync(path, 'utf8'), region) : undefined;
    if (wanted === undefined) found.push(`${page} shows ${source}, which does not exist.`);
    else if (wanted !== code && write) updated = updated.slice(0, from) + wanted + updated.slice(to);
    else if (wanted !== code) found.push(`${page} shows ${source} as it no longer is: run "pnpm docs:write".`);
  }
  if (updated !== markdown) writeFileSync(page, updated);
  return found;
}

function checkLinks(page: string, markdown: string): string[] {
  const prose = markdown.replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\((?!\w+:|#)([^)\s#]+)[^)]*\)/g)].flatMap(([, path = '']) =>
    existsSync(join(dirname(page), path)) ? [] : [`${page} links to ${path}, which does not exist.`],
  );
}
