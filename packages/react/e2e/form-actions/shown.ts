/** The input of the call that waits: a value for every kind of field. */
export const shown = {
  invoice: ' F-1 ',
  isUrgent: true,
  lines: [
    { cents: 0.1, isPaid: false },
    { cents: 1e21, isPaid: true },
  ],
  note: 'one\r\ntwo',
  until: null,
  // Names that would take the place of what a form does, if they were the names of inputs.
  extra: { reset: 'a', submit: 'b', parentNode: 'c', 'a.b': 'd', reason: 'e' },
};
