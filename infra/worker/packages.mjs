/** What a build of the worker needs of Debian 12, 13 or Ubuntu, beside what running it needs. */
export const workerBuildPackages = [
  'build-essential',
  'meson',
  'ninja-build',
  'pkg-config',
  'flatbuffers-compiler',
  'libflatbuffers-dev',
  'libssl-dev',
  'libuv1-dev',
  'libsrtp2-dev',
  'libabsl-dev',
];
