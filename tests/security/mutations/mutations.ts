/** A fault put into the code that a security test guards: the test must fail. */
export interface Mutation {
  /** What the code no longer does. */
  fault: string;
  file: string;
  /** Stands in the file once. */
  text: string;
  becomes: string;
  tier: 'unit' | 'medium' | 'security';
  spec: string;
}

export const MUTATIONS: readonly Mutation[] = [
  {
    fault: 'rank is not compared: a moderator acts on an owner',
    file: 'libs/access/src/rank.ts',
    text: 'actor.personId === target.personId || isHigher(actor.role, target.role);',
    becomes: 'actor.personId === target.personId || isHigher(actor.role, target.role) || true;',
    tier: 'security',
    spec: 'tests/security/permissions-ranks.spec.ts',
  },
  {
    fault: 'the role is not looked at before a message of signaling is handled',
    file: 'libs/signaling/src/dispatcher.ts',
    text: "if (name !== 'session.join' && !requests[name].roles.includes(session.caller.role)) {",
    becomes: 'if (name.length === 0) {',
    tier: 'security',
    spec: 'tests/security/permissions-sockets.spec.ts',
  },
  {
    fault: 'the signature of a ticket is not compared',
    file: 'libs/access/src/tickets.ts',
    text: 'if (!this.#keys.some((key) => isSame(macOf(key, signed), mac))) throw invalid();',
    becomes: 'if (!this.#keys.some((key) => macOf(key, signed).length === 32 && mac)) throw invalid();',
    tier: 'security',
    spec: 'tests/security/public-endpoints.spec.ts',
  },
  {
    fault: 'a playback token opens every private show',
    file: 'libs/origin/src/admission.ts',
    text: 'if (!grant || grant.showId !== showId) return false;',
    becomes: 'if (!grant) return false;',
    tier: 'medium',
    spec: 'tests/medium/edge.spec.ts',
  },
  {
    fault: 'a request without a CSRF token is served',
    file: 'libs/access/src/csrf.ts',
    text: 'if (header === undefined || !isSame(csrfTokenOf(sessionToken), header)) throw refusal();',
    becomes: 'if (header !== undefined && !isSame(csrfTokenOf(sessionToken), header)) throw refusal();',
    tier: 'medium',
    spec: 'tests/medium/rest-people.spec.ts',
  },
  {
    fault: 'a webhook may go to a private address',
    file: 'libs/access/src/private-address.ts',
    text: 'return closed[family].check(address, family);',
    becomes: "return closed[family].check(address, family) && address === 'none';",
    tier: 'unit',
    spec: 'libs/control/src/webhooks/webhooks.spec.ts',
  },
  {
    fault: 'the body of a request is passed on as it came',
    file: 'libs/api/src/parse-input.ts',
    text: 'if (result.success) return result.data;',
    becomes: 'if (result.success || where) return (result.data ?? input) as z.output<T>;',
    tier: 'security',
    spec: 'tests/security/bad-input.spec.ts',
  },
  {
    fault: 'secrets in the log are not redacted',
    file: 'libs/kernel/src/log.ts',
    text: "'authorization', 'cookie', 'key', 'credential'];",
    becomes: "'authorization', 'cookie', 'key', 'credential'].slice(99);",
    tier: 'unit',
    spec: 'libs/kernel/src/log.spec.ts',
  },
  {
    fault: 'a line of the log holds the address of a request, with the token in it',
    file: 'apps/server/src/http/note-requests.ts',
    text: "route = request.routeOptions.url ?? 'none';",
    becomes: 'route = request.url;',
    tier: 'security',
    spec: 'tests/security/log-of-a-show.spec.ts',
  },
  {
    fault: 'every page may stand in a frame',
    file: 'apps/server/src/http/security-headers.ts',
    text: 'const closed = contentSecurityPolicy("\'none\'", options.edgeHosts);',
    becomes: "const closed = contentSecurityPolicy('*', options.edgeHosts);",
    tier: 'security',
    spec: 'tests/security/public-endpoints.spec.ts',
  },
  {
    fault: 'the relay reaches the public network',
    file: 'infra/turn/turnserver.conf',
    text: 'denied-peer-ip=0.0.0.0-255.255.255.255\ndenied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    becomes: 'denied-peer-ip=10.0.0.0-10.255.255.255',
    tier: 'medium',
    spec: 'tests/medium/turn.spec.ts',
  },
  {
    fault: 'the relay relays TCP',
    file: 'infra/turn/turnserver.conf',
    text: 'no-tcp-relay\n',
    becomes: '',
    tier: 'medium',
    spec: 'tests/medium/turn.spec.ts',
  },
  {
    fault: 'metrics pass through the edge',
    file: 'infra/cdn/nginx.conf',
    text: 'location ~* ^/(metrics|readyz|live-admission)(/|$) {',
    becomes: 'location = /live-admission {',
    tier: 'security',
    spec: 'tests/security/edge.spec.ts',
  },
  {
    fault:
      'what lies at the live edge may be kept by caches: a part asked for ahead is missing for everybody',
    file: 'libs/origin/src/live-edge.ts',
    text: 'Number(msn) < rendition.edge.msn;',
    becomes: 'Number(msn) < rendition.edge.msn + 99;',
    tier: 'medium',
    spec: 'tests/medium/edge-ahead.spec.ts',
  },
  {
    fault: 'one network may have any number of exchanges with the server at once',
    file: 'apps/front/src/limits/network-lanes.ts',
    text: 'if (lanes.taken < this.#most) start();',
    becomes: 'if (lanes.taken < this.#most + 1e9) start();',
    tier: 'unit',
    spec: 'apps/front/src/limits/network-limits.spec.ts',
  },
  {
    fault: 'a body may trickle in for ever',
    file: 'apps/front/src/limits/slow-body.ts',
    text: 'if (forMs < GRACE_MS ||',
    becomes: 'if (forMs >= 0 ||',
    tier: 'unit',
    spec: 'apps/front/src/limits/network-limits.spec.ts',
  },
];
