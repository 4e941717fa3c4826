import { expect, test } from 'vitest';
import { sayUnchecked } from './say-unchecked.ts';

/** What a form says when it is sent. Browsers announce their data with this event; happy-dom does not. */
function sent(form: HTMLFormElement): readonly (readonly [string, unknown])[] {
  const formData = new FormData(form);
  form.dispatchEvent(Object.assign(new Event('formdata', { bubbles: true }), { formData }));
  return [...formData];
}

function formWith(html: string) {
  const form = document.createElement('form');
  form.innerHTML = html;
  document.body.append(form);
  const box = form.querySelector<HTMLInputElement>('[type=checkbox]')!;
  return { form, box };
}

test('a checkbox says yes, or else no', () => {
  const { form, box } = formWith('<input type="checkbox" name="input.isPaid">');
  sayUnchecked(box);
  expect(sent(form)).toEqual([['input.isPaid', 'false']]);
  box.checked = true;
  expect(sent(form)).toEqual([['input.isPaid', 'on']]);
});

test('a checkbox that is mounted again says so once', () => {
  const { form, box } = formWith('<input type="checkbox" name="input.isPaid">');
  for (const given of [box, null, box]) sayUnchecked(given);
  expect(sent(form)).toEqual([['input.isPaid', 'false']]);
});

test('what is disabled, gone or in another form says nothing', () => {
  const { form, box } = formWith('<input type="checkbox" name="input.isPaid" disabled>');
  sayUnchecked(box);
  expect(sent(form)).toEqual([]);
  const other = formWith('<input type="checkbox" name="input.isPaid">');
  sayUnchecked(other.box);
  form.append(other.box);
  expect(sent(other.form)).toEqual([]);
  other.box.remove();
  sayUnchecked(document.createElement('input'));
  expect(sent(form)).toEqual([]);
});
