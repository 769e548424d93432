// What runs beside what. The whole takes as long as its stages one after the other.

/**
 * Specs that end so are the long tier: strict bounds, further strikes of a kind, further languages, layouts and clients.
 * One of each kind is in the ordinary tiers, in the file beside.
 */
const LONG = '\\.long\\.spec\\.ts$';
/** Specs in this folder measure single frames or open many pages with cameras. Two at a time, shows fell out of step and pages did not go live. */
const ALONE = 'alone';
/**
 * Specs that neither measure time nor need a real-time share of the machine. They run at idle priority beside those that
 * do: these leave a third of a small machine unused. A file that is not named here runs with the others of its tier.
 */
const PATIENT = [
  'tests/conformance/(api-document|checker)',
  'tests/chaos/(damage|killed-writes|promises|reliability-report|shared-show|strike-plan)',
  'tests/medium/(data|front-proxy|packager-killed|packages|rest-|ticket-renewal|viewer-quality|web-budget)',
  'tests/security/(bad-input|dependency-audit|edge|fuzz\\.spec|invitation-writers|owners|permissions|rest-bodies)',
];

/** Unit specs of the meters of tests: they compare times, so that a starved machine fails them. */
const METERS = ['tests/support/(hls-load|meters|network)/'];

const aloneOf = (tiers, workers) => ({
  name: `${tiers.join(', ')} alone`,
  tiers,
  only: [`/${ALONE}/`],
  except: [LONG],
  workers,
});
const ROOMS_ALONE = aloneOf(['medium', 'chaos'], () => 1);
const BROWSERS_ALONE = aloneOf(['e2e'], () => 1);

/**
 * Specs that measure. Stages follow each other; the lanes of a stage run at the same time, the parts of a lane one after
 * the other.
 */
const STAGES = [[[ROOMS_ALONE]], [[BROWSERS_ALONE]]];

/** One after the other, beside the stages: they take what these leave of the machine. */
const IDLE = [
  { name: 'static', isIdle: true },
  { name: 'unit', tiers: ['unit'], except: METERS, workers: (cores) => Math.max(2, cores - 1), isIdle: true },
  {
    name: 'medium, conformance, security, chaos that wait',
    tiers: ['medium', 'conformance', 'security', 'chaos'],
    only: PATIENT,
    except: [LONG],
    workers: (cores) => cores,
    isIdle: true,
  },
];

const METERS_ALONE = { name: 'unit of meters', tiers: ['unit'], only: METERS, workers: () => 1 };

/**
 * The rest, when all of that is over: it leaves nothing. More workers than there are cores, since a test of real media mostly
 * waits for real time, and each file has its own ports, folders and processes. Two more instead of one are no quicker on two
 * cores (321 and 329 s): encoders of four shows at once came six seconds late, and their video was missing.
 */
const POOL = {
  name: 'medium, conformance, e2e, security, chaos',
  tiers: ['medium', 'conformance', 'e2e', 'security', 'chaos'],
  except: [`/${ALONE}/`, LONG, ...PATIENT],
  workers: (cores) => cores + 1,
};

/** Nobody waits for the long tier, and its bounds are strict: it has no company. */
const LONG_TIERS = ['medium', 'conformance', 'e2e', 'security', 'chaos'];
const LONG_STAGES = [
  [
    [
      {
        name: 'long alone',
        tiers: LONG_TIERS,
        only: [`/${ALONE}/.*${LONG}`],
        workers: () => 1,
        deadlineMinutes: 90,
      },
    ],
  ],
];
const LONG_POOL = {
  name: 'long',
  tiers: LONG_TIERS,
  only: [LONG],
  except: [`/${ALONE}/`],
  workers: (cores) => cores,
  deadlineMinutes: 90,
};

/** The plan of `npm test`, or that of the long tier, with only these tiers; an empty list asks for all. */
export function planFor(asked, { isLong = false } = {}) {
  const isAsked = (name) => asked.length === 0 || asked.includes(name);
  const partOf = (part) =>
    part.tiers === undefined
      ? isAsked(part.name) && part
      : part.tiers.some(isAsked) && { ...part, tiers: part.tiers.filter(isAsked) };
  const partsOf = (parts) => parts.map(partOf).filter(Boolean);
  const isFilled = ({ length }) => length > 0;
  const stages = (isLong ? LONG_STAGES : STAGES)
    .map((lanes) => lanes.map(partsOf).filter(isFilled))
    .filter(isFilled);
  return isLong
    ? { stages, idle: [], pool: partsOf([LONG_POOL]) }
    : { stages, idle: partsOf(IDLE), pool: partsOf([METERS_ALONE, POOL]) };
}
