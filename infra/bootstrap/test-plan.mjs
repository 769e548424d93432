// What runs beside what. The whole takes as long as its stages one after the other.

/** Specs in this folder measure single frames or open many pages with cameras. */
const ALONE = 'alone';
/**
 * Specs that neither measure time nor need a real-time share of the machine. They run at idle priority beside those that
 * do: these leave a third of a small machine unused. A file that is not named here runs with the others of its tier.
 */
const PATIENT = [
  'tests/conformance/(api-document|checker)',
  'tests/medium/(data|rest-|web-budget)',
  'tests/security/(bad-input|dependency-audit|edge|invitation-writers|log-of-a-show|owners|permissions|rest-bodies)',
];

const aloneOf = (...tiers) => ({
  name: `${tiers.join(', ')} alone`,
  tiers,
  only: [`/${ALONE}/`],
  workers: () => 1,
});

/**
 * The lanes of a stage run at the same time, the parts of a lane one after the other. A part that is idle takes what the
 * others leave of the machine. Workers: more than there are cores, since a test of real media mostly waits for real time, and
 * each file has its own ports, folders and processes.
 */
export const STAGES = [
  [
    [aloneOf('e2e')],
    [
      { name: 'static', isIdle: true },
      { name: 'unit', tiers: ['unit'], workers: (cores) => Math.max(2, cores - 1), isIdle: true },
      {
        name: 'medium, conformance, security that wait',
        tiers: ['medium', 'conformance', 'security'],
        only: PATIENT,
        workers: (cores) => cores,
        isIdle: true,
      },
    ],
  ],
  [[aloneOf('medium')], [aloneOf('chaos')]],
  [
    [
      {
        name: 'medium, conformance, e2e, security, chaos',
        tiers: ['medium', 'conformance', 'e2e', 'security', 'chaos'],
        except: [`/${ALONE}/`, ...PATIENT],
        workers: (cores) => cores + 2,
      },
    ],
  ],
];

/** The same with only these tiers; an empty list asks for all. */
export function planFor(asked) {
  const isAsked = (name) => asked.length === 0 || asked.includes(name);
  const partOf = (part) =>
    part.tiers === undefined
      ? isAsked(part.name) && part
      : part.tiers.some(isAsked) && { ...part, tiers: part.tiers.filter(isAsked) };
  return STAGES.map((lanes) =>
    lanes.map((parts) => parts.map(partOf).filter(Boolean)).filter(({ length }) => length > 0),
  ).filter(({ length }) => length > 0);
}
