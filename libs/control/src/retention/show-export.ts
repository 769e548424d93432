import type { AudienceStores, ChatMessageRecord } from '#audience';
import type { AppearancesStore, Show } from '#show';
import { viewerCurve } from './viewer-curve.js';
import { flowSpan, flowSteps } from './viewer-flow.js';

const PAGE = 1_000;
/** One in fifteen seconds: of the last day. */
const SAMPLES = 5_760;

const toIso = (ms: number): string => new Date(ms).toISOString();

async function allMessages(stores: AudienceStores, showId: string): Promise<ChatMessageRecord[]> {
  const messages: ChatMessageRecord[] = [];
  let position = 0;
  for (;;) {
    const page = await stores.chat.after(showId, position, PAGE);
    messages.push(...page);
    position = page.at(-1)?.position ?? position;
    if (page.length < PAGE) return messages;
  }
}

async function viewerFlow(stores: AudienceStores, show: Show, nowMs: number) {
  const span = flowSpan(show, nowMs);
  if (span === undefined) return { stepSeconds: 60, steps: [], stayed: 0 };
  const flow = await stores.visits.flow(show.id, span);
  const steps = flowSteps(span, flow).map(({ atMs, ...counts }) => ({ at: toIso(atMs), ...counts }));
  return { stepSeconds: span.stepMs / 1_000, steps, stayed: flow.stayed };
}

export type ExportStores = AudienceStores & { appearances: Pick<AppearancesStore, 'list'> };

/** Who was on stage, and all that an audience said in one show, for its host to keep. Deleted messages stay deleted. */
export async function exportShow(stores: ExportStores, show: Show, nowMs: number) {
  const { id: showId, state } = show;
  const [messages, questions, polls, totals, samples, appearances, flow] = await Promise.all([
    allMessages(stores, showId),
    stores.questions.list(showId),
    stores.polls.list(showId),
    stores.visits.totals(showId),
    stores.visits.samples(showId, SAMPLES),
    stores.appearances.list(showId),
    viewerFlow(stores, show, nowMs),
  ]);
  return {
    showId,
    viewers: totals.viewers,
    peakViewers: totals.peakViewers,
    watchSeconds: Math.round(totals.watchMs / 1_000),
    viewersOverTime: viewerCurve(samples).map(({ atMs, viewers }) => ({ at: toIso(atMs), viewers })),
    viewerFlow: flow,
    onStage: appearances.map(({ personId, name, role, from, until, isOver }) => {
      // A server that was killed wrote no end: the last look is one, once the show is over.
      const isThere = !isOver && state === 'live';
      return {
        ...{ personId, name, role },
        from: toIso(from.wallMs),
        until: isThere ? null : toIso(until.wallMs),
        programmeFrom: toIso(from.programmeMs),
        programmeUntil: isThere ? null : toIso(until.programmeMs),
      };
    }),
    chat: messages
      .filter((message) => message.deletedAtMs === null)
      .map(({ id, author, text, event, replyToId, createdAtMs }) => ({
        id,
        personId: author.id,
        name: author.name,
        role: author.role,
        text,
        event: event ?? null,
        replyTo: replyToId,
        at: toIso(createdAtMs),
      })),
    questions: questions.map(({ id, author, text, state, votes, createdAtMs }) => ({
      id,
      personId: author.id,
      name: author.name,
      text,
      state,
      votes,
      at: toIso(createdAtMs),
    })),
    polls: polls.map(({ id, question, options, counts, state, createdAtMs }) => ({
      id,
      question,
      state,
      options: options.map((text, index) => ({ text, votes: counts[index] ?? 0 })),
      at: toIso(createdAtMs),
    })),
  };
}
