import { z } from 'zod';
import { setting } from './setting.js';

const aPort = z.int().min(0).max(65_535);
const aPortText = 'a port from 1 to 65535, or 0 to switch it off';
/** Each setting has an instance of its own: what a setting says is kept by instance. */
const aPath = () => z.string().min(1).optional();

/** Where encoders send to, beside WHIP. A port that is taken is said at start, and the rest goes on without it. */
export const ingestSettings = z.object({
  rtmpPort: setting(aPort.default(1_935), {
    says: 'TCP port for encoders that send by RTMP.',
    expects: aPortText,
  }),
  rtmpsPort: setting(aPort.default(1_936), {
    says: 'TCP port for encoders that send by RTMPS.',
    expects: aPortText,
  }),
  srtPort: setting(aPort.default(9_710), {
    says: 'UDP port for encoders that send by SRT. Needs libsrt on this machine.',
    expects: aPortText,
  }),
  tlsCertFile: setting(aPath(), {
    says: 'The certificate of RTMPS, with its chain, as PEM.',
    expects: 'the path of a file, and set when ingest.tlsKeyFile is',
    defaultText: 'one that the server makes and signs itself',
  }),
  tlsKeyFile: setting(aPath(), {
    says: 'The private key of that certificate, as PEM.',
    expects: 'the path of a file',
    defaultText: 'none',
  }),
});
