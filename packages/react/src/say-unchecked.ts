const heard = new WeakSet<HTMLInputElement>();

/**
 * The `ref` of a checkbox that makes its form say `false` for it when it is not checked. HTML leaves it out instead, as it
 * leaves out a checkbox that the form does not have, so nobody could tell a no from what was never asked.
 */
export function sayUnchecked(box: HTMLInputElement | null): void {
  const form = box?.form;
  if (!box || !form || heard.has(box)) return;
  heard.add(box);
  form.addEventListener('formdata', ({ formData }) => {
    if (box.form === form && !box.checked && !box.matches(':disabled')) formData.append(box.name, 'false');
  });
}
