export { DEVICE_FAULTS, type DeviceFault, deviceFaultOf } from './devices/device-fault.js';
export { LevelMeter } from './devices/level-meter.js';
export { type DeviceChoice, type DeviceState, OwnDevices } from './devices/own-devices.js';
export { Observed } from './observed.js';
export {
  Connection,
  type ConnectionOptions,
  type ConnectionPhase,
  type ConnectionState,
  type EndReason,
} from './signaling/connection.js';
export { toWireFailure, WireFailure } from './signaling/wire-failure.js';
export type { Roster } from './stage/roster.js';
export type { SendingReport } from './stage/sending-sampler.js';
export { type RemoteTrack, StageClient, type StagePhase, type StageState } from './stage/stage-client.js';
