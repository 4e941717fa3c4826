import { expect, test } from 'vitest';
import { askHuman, type AskHumanInput } from './ask-human.ts';
import { inputJsonSchemaOf } from './tool.ts';
import { validate } from './validate.ts';

const tool = askHuman();
const issuesOf = (value: unknown) => {
  const result = validate(tool.input, value);
  return result.ok ? [] : result.error.issues;
};

test.each<[AskHumanInput, object]>([
  [{ question: 'Why?' }, { question: 'Why?', format: { kind: 'text' }, urgency: 'normal' }],
  [
    { question: 'Sure?', format: 'yes_no' },
    { question: 'Sure?', format: { kind: 'yes_no' }, urgency: 'normal' },
  ],
  [
    { question: 'Which?', format: 'choice', options: ['a', 'b'], urgency: 'low' },
    { question: 'Which?', format: { kind: 'choice', options: ['a', 'b'] }, urgency: 'low' },
  ],
])('[R102] %j becomes a question', (input, question) => {
  expect(issuesOf(input)).toEqual([]);
  expect(tool.ask(input as never)).toEqual(question);
});

test.each<[unknown, readonly object[]]>([
  [null, [{ path: '', message: 'Write an object with a question.' }]],
  ['Why?', [{ path: '', message: 'Write an object with a question.' }]],
  [[], [{ path: 'question', message: 'Write a question.' }]],
  [{}, [{ path: 'question', message: 'Write a question.' }]],
  [{ question: ' \n' }, [{ path: 'question', message: 'Write a question.' }]],
  [{ question: 'Q', format: 'essay' }, [{ path: 'format', message: 'Must be one of text, yes_no, choice.' }]],
  [{ question: 'Q', urgency: 'now' }, [{ path: 'urgency', message: 'Must be one of low, normal, high.' }]],
  [{ question: 'Q', format: 'choice' }, [{ path: 'options', message: 'A choice needs at least two options.' }]],
  [
    { question: 'Q', format: 'choice', options: ['only'] },
    [{ path: 'options', message: 'A choice needs at least two options.' }],
  ],
  [
    { question: 'Q', format: 'choice', options: ['a', 2] },
    [{ path: 'options', message: 'A choice needs at least two options.' }],
  ],
])('[R102] %j is sent back to the model with what is wrong', (value, issues) => {
  expect(issuesOf(value)).toEqual(issues);
});

test('[R102] the model is told the form, and what the tool is for', () => {
  expect(inputJsonSchemaOf('ask_human', tool)).toMatchObject({
    type: 'object',
    required: ['question'],
    properties: { format: { enum: ['text', 'yes_no', 'choice'] }, urgency: { enum: ['low', 'normal', 'high'] } },
  });
  expect(tool.description).toMatch(/person/);
  expect(askHuman({ description: 'Ask Ann.' }).description).toBe('Ask Ann.');
});
