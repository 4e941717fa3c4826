export { toActorRows } from './actor-tree.ts';
export type { ActorRow } from './actor-tree.ts';
export { parseInspection, parseInspectionText } from './parse-inspection.ts';
export type {
  ActorInspection,
  EventInspection,
  InspectedEvent,
  InspectedSnapshot,
  InspectedStatus,
  Inspection,
  ParsedInspection,
  SnapshotInspection,
} from './parse-inspection.ts';
export { receiveMessages } from './receive-messages.ts';
export type { MessageReceiver, MessageReceiverOptions, MessageSender } from './receive-messages.ts';
export { receiveSocket } from './receive-socket.ts';
export type { SocketReceiverOptions, SocketStanding } from './receive-socket.ts';
export { createRecording, NOTHING_RECORDED } from './recording.ts';
export type { RecordedActor, RecordedRow, Recording, RecordingOptions, RecordingView } from './recording.ts';
export { readRecordingFile, toRecordingFile } from './recording-file.ts';
export type { ReadRecording } from './recording-file.ts';
export { snapshotsAt } from './snapshots-at.ts';
export type { SnapshotsAt } from './snapshots-at.ts';
