import type { ReactNode } from 'react';

/** The little Markdown that models write in chats: paragraphs, lists, headings, bold, code. Anything else is text. */
export function Prose({ text }: { readonly text: string }): ReactNode {
  return (
    <div className="prose">
      {blocksOf(text).map((block, index) => (
        <Block key={index} lines={block} />
      ))}
    </div>
  );
}

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*\d+[.)]\s+/;

/** Lines that belong together: a list, or a paragraph. */
function blocksOf(text: string): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  let kind = '';
  for (const line of text.split('\n')) {
    const next = line.trim() === '' ? '' : BULLET.test(line) ? 'bullets' : NUMBER.test(line) ? 'numbers' : 'text';
    if (next !== '' && next === kind) blocks.at(-1)?.push(line);
    else if (next !== '') blocks.push([line]);
    kind = next;
  }
  return blocks;
}

function Block({ lines }: { readonly lines: readonly string[] }): ReactNode {
  const [first = ''] = lines;
  if (BULLET.test(first)) return <ul>{lines.map((line, index) => item(line.replace(BULLET, ''), index))}</ul>;
  if (NUMBER.test(first)) {
    return (
      <ol start={Number.parseInt(first, 10)}>{lines.map((line, index) => item(line.replace(NUMBER, ''), index))}</ol>
    );
  }
  if (/^#{1,6}\s/.test(first)) {
    return (
      <p>
        <strong>{lines.join('\n').replaceAll(/^#{1,6}\s+/gm, '')}</strong>
      </p>
    );
  }
  return <p>{inline(lines.join('\n'))}</p>;
}

function item(text: string, key: number): ReactNode {
  return <li key={key}>{inline(text)}</li>;
}

function inline(text: string): ReactNode {
  return text.split(/(\*\*[^*\n]+\*\*|`[^`\n]+`)/).map((part, index) => {
    if (part.startsWith('**') && part.length > 4) return <strong key={index}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('`') && part.length > 2) return <code key={index}>{part.slice(1, -1)}</code>;
    return part;
  });
}
