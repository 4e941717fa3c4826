import type { Decision } from '@twelvefold/core';

/**
 * Decides about several calls at once: one decision for each, about what its own handle shows. What is refused stops no
 * other; the decisions come in the order of the approvals. When `decide` throws for one, it rejects after all were made.
 *
 * @example
 * const decisions = await decideAll(approvals, (approval) => approval.approve());
 * const refused = decisions.filter((decision) => !decision.ok);
 */
export async function decideAll<TApproval>(
  approvals: readonly TApproval[],
  decide: (approval: TApproval) => Promise<Decision>,
): Promise<readonly Decision[]> {
  const decisions = approvals.map(async (approval) => decide(approval));
  await Promise.allSettled(decisions);
  return Promise.all(decisions);
}
