import { labels } from '../../labels.ts';
import type { FormField } from './form-field.ts';

/** What is wrong with the value at a path that its schema refused, as a person is told: `lines.0.amount`. */
export function issueWords(field: FormField, path: string, value: unknown): string {
  const words = labels.copilot.form;
  const [found, inside] = stepIn(field, value, path === '' ? [] : path.split('.'));
  if (!found) return words.notPossible;
  const { type } = found;
  if (isEmpty(inside) && type.kind !== 'list') return words.missing;
  switch (type.kind) {
    case 'text':
      if (type.maxLength !== undefined && typeof inside === 'string' && inside.length > type.maxLength) {
        return words.tooLong(type.maxLength);
      }
      return words.notPossible;
    case 'day':
      return words.notADay;
    case 'number':
      return words.notANumber;
    case 'money':
      return labels.form.wrongAmount;
    case 'choice':
    case 'flag':
      return words.noChoice;
    case 'list':
      return Array.isArray(inside) && inside.length > 0 ? words.notPossible : words.tooFew;
    default:
      return words.notPossible;
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function stepIn(
  field: FormField | undefined,
  value: unknown,
  path: readonly string[],
): readonly [FormField | undefined, unknown] {
  const [name, ...rest] = path;
  if (!field || name === undefined) return [field, value];
  const { type } = field;
  const next =
    type.kind === 'object'
      ? type.fields.find((inner) => inner.name === name)
      : type.kind === 'list'
        ? type.item
        : undefined;
  const inside =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  return stepIn(next, inside, rest);
}
