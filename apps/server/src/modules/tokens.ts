/** What the process was started with, for every module. */
export const CONFIG = Symbol('config');
export const CLOCK = Symbol('clock');
export const LOG = Symbol('log');
export const METRICS = Symbol('metrics');
/** Starts the processes of programmes. */
export const PROCESSES = Symbol('processes');
