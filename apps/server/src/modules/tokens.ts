/** What the process was started with, for every module. */
export const CONFIG = Symbol('config');
export const CLOCK = Symbol('clock');
export const LOG = Symbol('log');
export const METRICS = Symbol('metrics');
/** Null without an address that traces go to. */
export const TRACES = Symbol('traces');
/** Starts the processes of programmes. */
export const PROCESSES = Symbol('processes');
/** Starts the process that takes encoders by RTMP and SRT. */
export const ENCODER_PROCESS = Symbol('encoder process');
/** Starts the process of recordings and restreams. */
export const OUTPUTS_STARTER = Symbol('outputs starter');
/** The database as far as it was loaded before this process began; nothing where PostgreSQL is a server. */
export const LOADED_DATABASE = Symbol('loaded database');
/** The other nodes, as the supervisor knows them. */
export const NODE_LINK = Symbol('node link');
/** What nodes share; null without REDIS_URL. */
export const REDIS = Symbol('redis');
/** How requests are counted: over all nodes that share a Redis. */
export const RATES = Symbol('rates');
/** Which node runs which show; null for a node that is alone. */
export const CLUSTER = Symbol('cluster');
