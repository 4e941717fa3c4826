export { explore, prefixes } from './explore.ts';
export type { ExploreOptions, Node, Try } from './explore.ts';
export { fakeClock } from './fake-clock.ts';
export type { FakeClock } from './fake-clock.ts';
export { fakePresence } from './fake-presence.ts';
export type { FakePresence, FakeProcess } from './fake-presence.ts';
export { scriptedModel } from './scripted-model.ts';
export type { Script, ScriptedModel, ScriptedReply } from './scripted-model.ts';
