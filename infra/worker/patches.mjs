// Changes to the worker's own sources. Each must match exactly once: if upstream changed the place, the build stops and
// names the patch that must be revised.
export const patches = [
  {
    file: 'meson.build',
    why: 'it uses no feature that the meson of Debian 12 and Ubuntu 22.04 lacks',
    from: "meson_version: '>= 1.1.0'",
    to: "meson_version: '>= 0.61.0'",
  },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    why:
      'BIO_CB_RETURN is a bit, not a value: compared as a value, the callback answers 1 to every BIO control, ' +
      'and an OpenSSL with kernel TLS takes that for "kernel TLS is on", allocates no write buffer and dies ' +
      'at the first DTLS handshake',
    from: '(operationType == BIO_CB_RETURN)',
    to: '(operationType & BIO_CB_RETURN)',
  },
];

export function patched(patch, text) {
  const parts = text.split(patch.from);
  if (parts.length !== 2) {
    throw new Error(`${patch.file} holds "${patch.from}" ${parts.length - 1} times, not once (${patch.why})`);
  }
  return parts.join(patch.to);
}
