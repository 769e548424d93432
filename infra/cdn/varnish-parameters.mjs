// How Varnish is set for one moment that comes twice a second: thousands of parked requests are answered at once.

/** What Varnish would write to its log for every request: a third of what a request costs, and nobody reads it. */
const UNREAD = [
  ...['ReqStart', 'ReqMethod', 'ReqURL', 'ReqProtocol', 'ReqHeader', 'ReqUnset', 'ReqAcct'],
  ...['RespProtocol', 'RespStatus', 'RespReason', 'RespHeader', 'RespUnset'],
  ...['VCL_call', 'VCL_return', 'VCL_use', 'Begin', 'Link', 'End', 'Hit', 'Filters', 'Timestamp'],
  ...['SessOpen', 'SessClose'],
];

const PARAMETERS = {
  thread_pools: 1,
  // Parked requests need no thread: few threads that go from one to the next answer a crowd in half the time that one
  // thread for each would take. More come when fetches are held at the origin, which each keep one, and go again.
  thread_pool_min: 100,
  thread_pool_max: 2_000,
  thread_pool_add_delay: 0.02,
  thread_pool_timeout: 10,
  // A thread that waited for its player's next request would be missed by the others.
  timeout_linger: 0,
  // A woken request that found the queue full would be dropped.
  thread_queue_limit: 20_000,
  // How many are woken for each that is answered.
  rush_exponent: 8,
  workspace_client: '32k',
  timeout_idle: 75,
};

export const varnishParameters = ({ isLogging }) =>
  Object.entries({
    ...PARAMETERS,
    ...(isLogging ? {} : { vsl_mask: UNREAD.map((tag) => `-${tag}`).join(',') }),
  }).flatMap(([name, value]) => ['-p', `${name}=${value}`]);
