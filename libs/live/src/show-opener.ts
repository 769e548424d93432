import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClipFile, ProgrammeSettings } from '#compositor';
import { type Clock, guestError, type Log } from '#kernel';
import { type ProgrammeDescription, programmeSocket } from '#programme-link';
import type { ProgrammeHealthView, ServerEvent } from '#protocol';
import { phaseOfStored, type Show, type ShowsStore } from '#show';
import type { StageRegistry } from '#stage';
import { firstLayout, firstView } from './first-view.js';
import { healthView } from './health-view.js';
import { OpenShow } from './open-show.js';
import { type ProgrammeProcesses, ProgrammeRun } from './programme-run.js';
import type { ShowRun } from './show-run.js';
import type { FindAsset } from './to-programme.js';

export interface ShowOpenerOptions {
  store: Pick<ShowsStore, 'find'>;
  stages: StageRegistry;
  /** How the show speaks to its pages. */
  tellShow: (showId: string, event: ServerEvent) => void;
  tellModerators: (showId: string, event: ServerEvent) => void;
  /** What a programme with these formats is made with. */
  settingsOf: (formats: Show['formats']) => ProgrammeSettings;
  /** How a programme's process is started, besides what the show decides. */
  process: {
    processes: ProgrammeProcesses;
    runFolder: string;
    mediasoupWorkerBin: string;
    isTraced?: boolean;
    log: ProgrammeDescription['log'];
  };
  folder: string;
  /** Viewers in real time of one show, whatever its own limit says. */
  frontRowViewers: number;
  /** How far back viewers may rewind. */
  windowSeconds: number;
  /** What hears the stage, and in which language. */
  speech?: NonNullable<ProgrammeDescription['captions']>['speech'];
  /** What translates that, and into which languages. */
  translation?: NonNullable<ProgrammeDescription['captions']>['translation'];
  findClip?: (showId: string, id: string) => ClipFile | undefined;
  findImage: (showId: string, id: string) => ReturnType<FindAsset>;
  machineLoad: () => number;
  audienceBehindMs: (showId: string) => ProgrammeHealthView['audienceBehindMs'];
  /** Throws when the machine could not carry one more, unless it runs already. */
  admit: (showId: string, settings: ProgrammeSettings, isRunning: boolean) => void;
  /** In a cluster: who has all that a programme publishes, see `ProgrammeRun`. */
  noteStandby?: ((showId: string, nodeId: string | null) => Promise<boolean>) | undefined;
  /** For meters: each start of a programme. */
  onRun: (showId: string, run: ShowRun) => void;
  clock: Clock;
  log: Log;
}

/** Makes a running show of a kept one: what its stage, programme and pages need of each other. */
export function showOpener(options: ShowOpenerOptions): (showId: string) => Promise<OpenShow> {
  return async (showId) => {
    const record = await options.store.find(showId);
    if (record === undefined) throw guestError('show-not-found', 'There is no such show.', { status: 404 });
    if (record.state === 'ended') throw guestError('show-ended', 'This show is over.', { status: 410 });
    const stage = await options.stages.openStage(showId);
    stage.limitPublishers(record.limits.maxOnStage);
    const show = createShow(record, stage, options);
    show.setBookends(record.brand);
    connectPages(show, options);
    return show;
  };
}

const receiversOf = ({ frontRowViewers }: Pick<ShowOpenerOptions, 'frontRowViewers'>, { limits }: Show) =>
  Math.min(limits.maxFrontRow, frontRowViewers);

/** What the programme of a show is started with. */
export function describeProgramme(
  options: Pick<
    ShowOpenerOptions,
    'process' | 'frontRowViewers' | 'settingsOf' | 'folder' | 'windowSeconds' | 'noteStandby' | 'speech'
  >,
  show: Show,
): ProgrammeDescription {
  const { processes: _, runFolder, ...process } = options.process;
  const folder = join(options.folder, show.id);
  return {
    ...process,
    showId: show.id,
    isFenced: options.noteStandby !== undefined,
    socketPath: programmeSocket(runFolder, show.id),
    profile: show.profile,
    settings: { ...options.settingsOf(show.formats), realtime: receiversOf(options, show) > 0 },
    folder,
    windowSeconds: options.windowSeconds,
    ...captionsOf(show, options),
    // The front's journal of an earlier programme: the timeline goes on.
    resumes: existsSync(join(folder, 'timeline.jsonl')),
  };
}

/** The site's engine hears one language and may translate it into others; who wants another one types it. */
function captionsOf(
  { captions: languages }: Show,
  { speech, translation }: Pick<ShowOpenerOptions, 'speech' | 'translation'>,
): Pick<ProgrammeDescription, 'captions'> {
  if (languages.length === 0) return {};
  const heard = languages.find((tag) => speech && isSameLanguage(tag, speech.language));
  if (speech === undefined || heard === undefined) return { captions: { languages: [...languages] } };
  const translated = languages.filter(
    (tag) => tag !== heard && translation?.languages.some((other) => isSameLanguage(tag, other)),
  );
  return {
    captions: {
      languages: [...languages],
      speech: { ...speech, language: heard },
      ...(translation && translated.length > 0
        ? { translation: { ...translation, languages: translated } }
        : {}),
    },
  };
}

const isSameLanguage = (one: string, other: string): boolean => familyOf(one) === familyOf(other);
const familyOf = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];

function createShow(record: Show, stage: OpenShow['stage'], options: ShowOpenerOptions): OpenShow {
  const { clock, log } = options;
  return new OpenShow({
    showId: record.id,
    isPrivate: record.visibility === 'private',
    stage,
    phase: phaseOfStored(record.state),
    view: {
      ...firstView(firstLayout(record.layout, record.brand), record.brand),
      liveSinceWallMs: record.state === 'live' ? record.liveAtMs : null,
    },
    startRun: async (signal) => {
      const { processes } = options.process;
      const { noteStandby } = options;
      const stored = (await options.store.find(record.id)) ?? record;
      signal.throwIfAborted();
      const description = describeProgramme(options, stored);
      // A programme that runs already is adopted, however full the machine is.
      options.admit(record.id, description.settings, processes.running.has(record.id));
      const run = await ProgrammeRun.create({
        stage,
        processes,
        noteStandby: noteStandby && ((nodeId) => noteStandby(record.id, nodeId)),
        frontRow: { stages: options.stages, limit: () => receiversOf(options, stored) },
        description,
        signal,
        clock,
        log,
      });
      options.onRun(record.id, run);
      return run;
    },
    findAsset: (assetId) => options.findImage(record.id, assetId),
    findClip: (id) => options.findClip?.(record.id, id),
    clock,
    log,
  });
}

function connectPages(show: OpenShow, options: ShowOpenerOptions): void {
  const { tellShow, tellModerators, machineLoad, audienceBehindMs } = options;
  show.events.on('health', (health) =>
    tellModerators(show.showId, {
      name: 'programme.health',
      data: healthView(health, machineLoad(), audienceBehindMs(show.showId)),
    }),
  );
  show.events.on('changed', (programme) =>
    tellShow(show.showId, { name: 'programme.changed', data: { programme } }),
  );
  show.events.on('notice', (notice) =>
    tellModerators(show.showId, { name: 'programme.notice', data: notice }),
  );
}
