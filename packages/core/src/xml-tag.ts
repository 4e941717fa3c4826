/*
 * Tags with YAML bodies for a model to read. What stands in a body came from people, tools and models; none of it may
 * end the tag early or start another one. [R71]
 */
import { Document, visit } from 'yaml';
import type { Json } from './json.ts';

/** The tag on lines of its own, the body between them indented by four spaces. */
export function tag(name: string, body: string): string {
  const lines = escaped(body)
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
  return [`<${name}>`, ...lines, `</${name}>`].join('\n');
}

/** The value as YAML: strings in double quotes, those of several lines as blocks. */
export function yaml(value: Json): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key' && typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  const style = {
    defaultKeyType: 'PLAIN',
    defaultStringType: 'QUOTE_DOUBLE',
    doubleQuotedAsJSON: true,
    lineWidth: 0,
    singleQuote: false,
  } as const;
  return document.toString(style).replace(/\n$/, '');
}

/** `Label: text`, the text bare where one line holds it, as YAML where it does not. */
export function field(label: string, text: string): string {
  const isBare = /^[^\s"'|>](?:[^\p{Cc}\u2028\u2029]*\S)?$/u.test(text);
  return isBare ? `${label}: ${text}` : yaml({ [label]: text });
}

/** Every line break is one that gets indented, and every `<` that could open a tag is an entity. */
function escaped(body: string): string {
  return body.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n').replace(/<(?![=\d]|[ \t]+[^\s/])/g, '&lt;');
}
