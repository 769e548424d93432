import { relayVideo } from './stage-relay.js';

relayVideo({ restarts: true });
