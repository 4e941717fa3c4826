import type { AnswerFormat, Urgency } from './event.ts';
import { isJsonObject, toJson, type Json } from './json.ts';
import type { Question } from './tool.ts';

/** The question in what a human tool's `ask` returned, and nothing else of it; `undefined` when there is none. [R44] */
export function readQuestion(asked: unknown): Question | undefined {
  const copy = toJson(asked);
  if (!copy.ok || !isJsonObject(copy.value)) return undefined;
  const { question, urgency } = copy.value;
  const format = formatOf(copy.value.format);
  if (typeof question !== 'string' || question.trim() === '' || !format || !isUrgency(urgency)) return undefined;
  return { question, format, urgency };
}

function formatOf(format: Json | undefined): AnswerFormat | undefined {
  if (!isJsonObject(format)) return undefined;
  const { kind, options } = format;
  if (kind === 'text' || kind === 'yes_no') return { kind };
  if (kind !== 'choice' || !Array.isArray(options) || options.length < 2) return undefined;
  const texts = options.filter((option) => typeof option === 'string');
  return texts.length === options.length ? { kind, options: texts } : undefined;
}

function isUrgency(value: Json | undefined): value is Urgency {
  return value === 'low' || value === 'normal' || value === 'high';
}
