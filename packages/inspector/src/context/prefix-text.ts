import { commonLength, type Comparison } from './compare-requests.ts';
import { sizeBytesOf, type Section } from './section.ts';
import { countText, percentText, sizeText } from './size-text.ts';

/** What a comparison means for a provider's cache, in words. */
export interface PrefixText {
  readonly kept: string;
  /** Why the prefix ends before the request that it was compared with does. */
  readonly rest: string | undefined;
  /** It ends for another reason than that the context puts the same words at its end in every step. */
  readonly isBroken: boolean;
}

export interface PromptVersions {
  readonly before: string;
  readonly after: string;
}

/** Says how much of a request is as it was in the step before, and what broke the rest. */
export function toPrefixText(comparison: Comparison, versions: PromptVersions): PrefixText {
  const { prefixBytes, beforeBytes, afterBytes, brokenAt } = comparison;
  const share = `${countText(prefixBytes)} bytes, ${percentText(prefixBytes, afterBytes)}`;
  const kept = `The first ${share}, are as in the step before: a provider's cache can hit.`;
  if (!brokenAt) return { kept, rest: undefined, isBroken: false };
  const lost = `The last ${sizeText(beforeBytes - prefixBytes)} of the step before are not part of it.`;
  if (isGrown(brokenAt, comparison))
    return { kept, rest: `New text stands in front of its end. ${lost}`, isBroken: false };
  return { kept, rest: `${whatBroke(brokenAt, comparison, versions)} ${lost}`, isBroken: true };
}

function whatBroke(brokenAt: Section, { sections }: Comparison, { before, after }: PromptVersions): string {
  switch (brokenAt.kind) {
    case 'system':
      return before === after
        ? 'The instructions are not the same.'
        : `The instructions are of another prompt version: ${before} was followed by ${after}.`;
    case 'tool':
      return `The tools are not the same, from ${brokenAt.tool.name} on.`;
    case 'message': {
      const place = `Message ${countText(brokenAt.index + 1)}`;
      const dropped = sections.filter(
        ({ change, section }) => change === 'removed' && section.kind === 'message',
      ).length;
      if (dropped > 0) return `${place} is another one: messages were left out or put into fewer.`;
      return `${place} is another one.`;
    }
  }
}

/** A message that holds a whole context ends with the same question in each step; what is new stands in front of it. */
function isGrown(before: Section, { sections, beforeBytes, prefixBytes }: Comparison): boolean {
  const change = sections.find((one) => one.change === 'changed' && one.before === before);
  if (!change || before.kind !== 'message') return false;
  const [old, now] = [before.json, change.section.json];
  const end = old.slice(commonLength(old, now));
  // Nothing but that end of it is lost.
  return sizeBytesOf(end) === beforeBytes - prefixBytes && now.length > old.length && now.endsWith(end);
}
