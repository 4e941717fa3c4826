// @vitest-environment node
import { find, testChains } from './test-chains.ts';

testChains({
  'hours at a rate are counted out': {
    said: ['invoice Jeff for 3 hours of consulting at $120, due next friday'],
    steps: [
      [find('Jeff')],
      [
        [
          'create_invoice',
          { customerId: 1, lines: [{ description: '3 hours of consulting at $120', amount: 360 }], due: '2026-11-27' },
        ],
      ],
    ],
    text: 'Done: INV-1099 for Jeff Malone, $360.00, due 2026-11-27.',
  },
  'an invoice of two lines': {
    said: ['create an invoice for Acme Robotics: $500 for design and $200 for hosting, net 30'],
    steps: [
      [find('Acme Robotics')],
      [
        [
          'create_invoice',
          {
            customerId: 4,
            lines: [
              { description: 'design', amount: 500 },
              { description: 'hosting', amount: 200 },
            ],
            due: '2026-12-22',
          },
        ],
      ],
    ],
    text: 'Done: INV-1099 for Priya Raman, $700.00, due 2026-12-22.',
  },
  'unpaid is open and overdue, asked for at once': {
    said: ['who owes us money?'],
    steps: [
      [
        ['list_invoices', { status: 'open' }],
        ['list_invoices', { status: 'overdue' }],
      ],
    ],
    text: "4 open or overdue invoices, $2,190.00 in total:\n- INV-1047, Nora O'Brien, $640.00, open, due 2026-11-25\n- INV-1044, Priya Raman, $1,200.00, overdue, due 2026-10-20\n- INV-1045, Tom Becker, $300.00, overdue, due 2026-11-01\n- INV-1046, Priya Raman, $50.00, overdue, due 2026-11-10",
  },
  'a period is added up': {
    said: ['what did we earn last month'],
    steps: [[['revenue_summary', { from: '2026-10-01', to: '2026-10-31' }]]],
    text: 'Revenue, last month (2026-10-01 to 2026-10-31): $580.00 paid. Open: $640.00, overdue: $1,550.00.',
  },
  'the month before is counted from the one that was asked about': {
    said: ['what did we earn last month', 'and the month before?'],
    steps: [[['revenue_summary', { from: '2026-09-01', to: '2026-09-30' }]]],
    text: 'Revenue, the month before (2026-09-01 to 2026-09-30): $580.00 paid. Open: $640.00, overdue: $1,550.00.',
  },
  'another period of the same question': {
    said: ['what did we earn last month', 'and this year?'],
    steps: [[['revenue_summary', { from: '2026-01-01', to: '2026-12-31' }]]],
    text: 'Revenue, this year (2026-01-01 to 2026-12-31): $580.00 paid. Open: $640.00, overdue: $1,550.00.',
  },
});
