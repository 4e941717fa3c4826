export { feedInspector } from './feed-inspector.ts';
export type { FeedOptions } from './feed-inspector.ts';
export type { FedActor, FedEvent, FedSnapshot, StatelyInspector } from './stately-inspector.ts';
export type { OpenCallSummary, ThreadSummary, Wait } from './thread-summary.ts';
