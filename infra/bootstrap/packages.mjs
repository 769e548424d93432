// System packages that running and testing need, by their names in Debian and Ubuntu.
/** `program` (any of them) or `file` shows without dpkg that a package is installed; a missing `optional` one never stops a start. */
export const toRun = [
  { package: 'ffmpeg', program: 'ffmpeg', replacedBy: 'FFMPEG_PATH' },
  { package: 'fonts-noto-cjk', optional: true },
  { package: 'fonts-noto-color-emoji', optional: true },
];

export const toTest = [
  {
    package: 'chromium',
    program: ['chromium', 'chromium-browser', 'google-chrome'],
    replacedBy: 'CHROMIUM_BIN',
  },
  { package: 'firefox-esr', program: ['firefox-esr', 'firefox'], replacedBy: 'FIREFOX_BIN' },
  { package: 'webkit2gtk-driver', program: 'WebKitWebDriver' },
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'postgresql', file: '/usr/lib/postgresql' },
  { package: 'varnish', program: 'varnishd' },
  { package: 'nginx', program: 'nginx' },
  { package: 'faketime', program: 'faketime' },
  { package: 'openssl', program: 'openssl' },
  { package: 'coturn', program: 'turnserver' },
  { package: 'prometheus', program: 'prometheus' },
  { package: 'redis-server', program: 'redis-server' },
  // A voice and an engine that hears it, for captions.
  { package: 'espeak-ng', program: 'espeak-ng' },
  { package: 'pocketsphinx', program: 'pocketsphinx_continuous' },
  { package: 'pocketsphinx-en-us', file: '/usr/share/pocketsphinx/model/en-us' },
  { package: 'iproute2', program: 'ip' },
  // A player that reads playlists independently of FFmpeg.
  { package: 'gstreamer1.0-tools', program: 'gst-launch-1.0' },
  { package: 'gstreamer1.0-plugins-good' },
  { package: 'gstreamer1.0-plugins-bad' },
  { package: 'gstreamer1.0-libav' },
];

/** Programs that only the long tier drives. */
export const toTestLong = [
  { package: 'obs-studio', program: 'obs' },
  // Its H.264 encoder, where GStreamer sends.
  { package: 'gstreamer1.0-plugins-ugly' },
  // A certificate authority for tests.
  { package: 'pebble', program: 'pebble' },
  // They build and run the container image.
  { package: 'buildah', program: 'buildah' },
  { package: 'debootstrap', program: 'debootstrap' },
  { package: 'python3-yaml' },
  { package: 'python3-aiortc' },
  // An object store of the real kind.
  { package: 'ceph-mon', program: 'ceph-mon' },
  { package: 'ceph-osd', program: 'ceph-osd' },
  { package: 'ceph-common', program: 'ceph' },
  { package: 'radosgw', program: 'radosgw' },
];
