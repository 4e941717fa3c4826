import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { z } from 'zod';
import type { PlannedCall } from './plan.ts';
import type { Reply } from './reply.ts';

type Asked = Pick<LanguageModelV4CallOptions, 'tools' | 'toolChoice'>;

const Schema = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});

/** The tools that may be called in this reply. */
export function toolNames({ tools = [], toolChoice }: Asked): ReadonlySet<string> {
  const names = tools.filter((tool) => tool.type === 'function').map(({ name }) => name);
  if (toolChoice?.type === 'none') return new Set();
  return new Set(toolChoice?.type === 'tool' ? names.filter((name) => name === toolChoice.toolName) : names);
}

/**
 * The reply with calls that the request allows: no tool that is not offered, and no field that a tool's schema does not
 * name. Where that leaves something out that matters, the reply says so and calls nothing.
 */
export function fitCalls(reply: Reply, asked: Asked): Reply {
  const offered = toolNames(asked);
  const missing = [...new Set(reply.calls.map(({ tool }) => tool).filter((tool) => !offered.has(tool)))];
  if (missing.length > 0) {
    const text = `For this I would call ${missing.map((tool) => `\`${tool}\``).join(' and ')}, which I am not given here, so I did nothing.`;
    return { text, calls: [] };
  }
  const calls = reply.calls.map((call) =>
    fit(
      call,
      asked.tools?.find((tool) => tool.name === call.tool),
    ),
  );
  const unfit = calls.find((call) => 'lacks' in call);
  if (unfit)
    return {
      text: `The tool \`${unfit.tool}\` wants “${unfit.lacks}”, which I cannot fill in, so I did nothing.`,
      calls: [],
    };
  return { ...reply, calls: calls.filter((call) => 'input' in call) };
}

function fit(
  call: PlannedCall,
  tool: { readonly type: string } | undefined,
): PlannedCall | { readonly tool: string; readonly lacks: string } {
  const { properties, required } = Schema.safeParse(tool && 'inputSchema' in tool ? tool.inputSchema : {}).data ?? {};
  const entries = Object.entries(call.input).filter(
    ([name]) => properties === undefined || Object.hasOwn(properties, name),
  );
  const lacks = required?.find((name) => call.input[name] === undefined);
  return lacks === undefined ? { ...call, input: Object.fromEntries(entries) } : { tool: call.tool, lacks };
}
