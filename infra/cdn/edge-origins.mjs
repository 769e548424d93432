// What the settings of Varnish and nginx say of the origins: one, or several that serve the same shows, the nearest first.

/** Varnish keeps on asking a held reload elsewhere; an origin answers one within three target durations. */
const HELD_SECONDS = 30;
/** An origin that is silent for so long is not waited for while there is another one. Shorter, and a late part would look like it. */
const SILENT_SECONDS = 2;

const placeOf = (origin) => {
  const { hostname, port } = new URL(origin);
  return { host: hostname, port: port || '80' };
};

/** One missed answer is enough: the others have the same media. */
const PROBE = `    .probe = {
        .url = "/live-admission";
        .expected_response = 403;
        .interval = 0.5s;
        .timeout = 0.8s;
        .window = 2;
        .threshold = 2;
        .initial = 2;
    }
`;

const backend = ({ host, port }, at, isAlone) => `backend origin_${at} {
    .host = "${host}";
    .port = "${port}";
    .connect_timeout = ${isAlone ? 2 : 1}s;
    # The origin holds a reload for three target durations; a proxy that gives up earlier breaks it.
    .first_byte_timeout = ${HELD_SECONDS}s;
    .between_bytes_timeout = ${isAlone ? 10 : SILENT_SECONDS}s;
    .max_connections = 2000;
${isAlone ? '' : PROBE}}
`;

/** The first attempt goes to the first origin that answers its probe, the second one begins with the second origin. */
const director = (count, from) =>
  [
    `    new from_${from} = directors.fallback();`,
    ...Array.from({ length: count }, (_, step) => {
      return `    from_${from}.add_backend(origin_${(from + step) % count});`;
    }),
  ].join('\n');

const choice = (from, count) => `    if (bereq.retries == ${from}) {
        set bereq.backend = from_${from}.backend();
        # All are silent: a late answer is better than none.
        if (!bereq.backend) { set bereq.backend = origin_${from}; }
${from === count - 1 ? '' : `        set bereq.first_byte_timeout = ${SILENT_SECONDS}s;\n`}    }`;

const several = (count) => {
  const all = Array.from({ length: count }, (_, at) => at);
  return `
sub vcl_init {
${all.map((from) => director(count, from)).join('\n')}
}

sub vcl_backend_fetch {
${all.map((from) => choice(from, count)).join('\n')}
}

sub vcl_backend_response {
    # Whole before any of it is given: what an origin that dies leaves half sent comes from another one.
    set beresp.do_stream = false;
    # One that does not know the show, or has lost the medium, says so; another one may have it.
    if ((beresp.status == 404 || beresp.status >= 500) && bereq.retries < ${count - 1}) {
        return (retry);
    }
}

sub vcl_backend_error {
    if (bereq.retries < ${count - 1}) {
        return (retry);
    }
}
`;
};

/** Stands before everything else that `edge.vcl` says of backends. */
export function varnishOrigins(origins) {
  const places = origins.map(placeOf);
  const isAlone = places.length === 1;
  const backends = places.map((place, at) => backend(place, at, isAlone)).join('\n');
  return isAlone ? backends : `import directors;\n\n${backends}${several(places.length)}`;
}

/** The servers of nginx's upstream: the others come after the first where that cannot be reached. */
export function nginxOrigins(origins) {
  const places = origins.map(placeOf);
  const [first, ...others] = places.map(({ host, port }) => `server ${host}:${port}`);
  if (others.length === 0) return `${first} max_fails=0;`;
  return [`${first} max_fails=1 fail_timeout=1s;`, ...others.map((each) => `${each} backup;`)].join(' ');
}
