import { readClause } from '../understand/clause.ts';
import { findCustomers } from '../understand/find-customers.ts';
import type { CustomerRef } from '../understand/intention.ts';
import { askChoice, askText } from './ask.ts';
import type { Call } from './conversation.ts';
import { lastCustomer } from './last-mentioned.ts';
import { callOne, type Known, type Plan } from './plan.ts';
import { readMatches, type Customer } from './results.ts';
import { failureText } from './tell.ts';
import { listed } from './wording.ts';

/** The customers that are meant, or the words with which the plan has to end. */
export type Chosen = { readonly customers: readonly Customer[] } | { readonly stop: string };

type One = Customer | { readonly stop: string };
type Named = Extract<CustomerRef, { readonly by: 'name' }>;

const MAX_TRIES = 3;
const MAX_OPTIONS = 8;

/** Finds out who is meant: looks everyone up at once, then asks a person about each name that is not clear. */
export function* chooseCustomers(known: Known, refs: readonly CustomerRef[], whose: string): Plan<Chosen> {
  if (refs.length === 0) {
    const answer = yield* askText(known, whose);
    return 'stop' in answer ? answer : yield* chooseCustomers(known, [toName(known, answer.said)], whose);
  }
  const named = refs.filter((ref) => ref.by === 'name');
  const calls: readonly Call[] =
    named.length === 0
      ? []
      : yield {
          say: `Looking up ${listed(named.map(({ name }) => name))}.`,
          calls: named.map(({ name }) => ({ tool: 'find_customer', input: { name } })),
        };
  const customers: Customer[] = [];
  for (const ref of refs) {
    const call = ref.by === 'name' ? calls[named.indexOf(ref)] : undefined;
    const one = ref.by === 'name' && call ? yield* settle(known, ref, call) : yield* mentioned(known);
    if ('stop' in one) return one;
    customers.push(one);
  }
  return { customers };
}

function* mentioned(known: Known): Plan<One> {
  const last = lastCustomer(known.calls());
  if (last) return last;
  const answer = yield* askText(known, 'Which customer do you mean?');
  return 'stop' in answer ? answer : yield* lookUp(known, toName(known, answer.said), 1);
}

function* lookUp(known: Known, ref: Named, tries: number): Plan<One> {
  const call = yield* callOne('find_customer', { name: ref.name });
  return yield* settle(known, ref, call, tries);
}

function* settle(known: Known, ref: Named, call: Call, tries = 1): Plan<One> {
  const matches = readMatches(call);
  if (!matches) return { stop: failureText(call, `look up ${ref.name}`) };
  const fitting = narrow(matches, ref);
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  if (tries >= MAX_TRIES) return { stop: `I still cannot tell who “${ref.name}” is, so I stopped there.` };
  if (!only) {
    const answer = yield* askText(known, nobodyText(ref, matches));
    return 'stop' in answer ? answer : yield* lookUp(known, toName(known, answer.said), tries + 1);
  }
  const options = fitting.slice(0, MAX_OPTIONS);
  const answer = yield* askChoice(known, `Which ${ref.name} do you mean?`, options.map(label));
  if ('stop' in answer) return answer;
  const said = answer.said.toLowerCase();
  const picked = options.filter((customer) => label(customer).toLowerCase() === said);
  const near = picked.length > 0 ? picked : options.filter((customer) => label(customer).toLowerCase().includes(said));
  const [choice] = near;
  return choice && near.length === 1 ? choice : yield* lookUp(known, toName(known, answer.said), tries + 1);
}

/** The matches at the company that was named, none where it is another; else the one whose full name or company it is. */
function narrow(matches: readonly Customer[], { name, company }: Named): readonly Customer[] {
  const same = (a = '', b = '') => a.toLowerCase() === b.toLowerCase();
  if (company !== undefined)
    return matches.filter((match) => match.company?.toLowerCase().includes(company.toLowerCase()));
  const exact = matches.filter((match) => same(match.name, name) || same(match.company, name));
  return exact.length === 1 ? exact : matches;
}

function nobodyText({ name, company }: Named, matches: readonly Customer[]): string {
  if (company === undefined || matches.length === 0) return `I found no customer called “${name}”. Who do you mean?`;
  return `I found no ${name} at ${company}, only ${listed(matches.slice(0, MAX_OPTIONS).map(label))}. Who do you mean?`;
}

/** `Maria Santos (Lumen Dental)`; with the address where that is not enough. */
function label({ name, company, email }: Customer): string {
  const more = company ?? email;
  return more === undefined ? name : `${name} (${more})`;
}

/** The name in an answer such as "it's for Maria at Acme". */
function toName({ today }: Known, said: string): Named {
  const clause = readClause(said, today);
  const [ref] = findCustomers(clause, ['anywhere', { after: /^(?:for|to|mean|is|it's)$/ }])?.customers ?? [];
  return ref?.by === 'name' ? ref : { by: 'name', name: said.slice(0, 80) };
}
