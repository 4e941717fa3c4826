import type { PolicyRuling } from './ask-policy.ts';
import type { CallEntry } from './entry.ts';
import type { Rule, State } from './state.ts';

/**
 * The rule that answers where the policy asks. A rule is one person's yes: it counts where that person alone could have
 * said it. Where several must agree, others are named, no time is left or the policy gave no clear answer, people decide;
 * so they do about taking back what a call did. [R123]
 */
export function ruleFor(
  { rules }: State,
  call: CallEntry,
  { terms, isUnclear }: Extract<PolicyRuling, { readonly kind: 'ask' }>,
): Rule | undefined {
  const { quorum, approvers, expiresInMs } = terms;
  if (isUnclear || quorum > 1 || expiresInMs === 0 || call.undoes !== undefined) return undefined;
  return rules.find(({ tool, by }) => tool === call.tool && (approvers?.includes(by.id) ?? true));
}
