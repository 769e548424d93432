export type { Change, ChangeCursor, Changes, ChangesStore } from './changes.js';
export { connectGate, type GateTarget, openGate } from './gate.js';
export { type NodeRecord, type NodeStore, nodeRecordSchema, type StoredNode } from './node-record.js';
export { type ClaimResult, Owners, type OwnersEvents } from './owners.js';
export type { Fence, Ownership, OwnershipStore } from './ownership.js';
export { type Peer, type PeerState, PeerWatch } from './peer-watch.js';
export { askRedis, type RedisFacts } from './redis/ask-redis.js';
export { SharedRedis } from './redis/shared-redis.js';
export type { SecureAddress, SecureListener } from './secure-socket.js';
