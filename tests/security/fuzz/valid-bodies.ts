import type { Random } from '../../support/kernel/seeded-random.js';
import { type Json, NASTY } from './mutate-json.js';

export type Body = Record<string, Json>;

/** What each operation of the API takes, with every field that it has. */
const SCENE = {
  layout: {
    kind: 'grid',
    pinned: null,
    order: [],
    hidden: [],
    fit: 'cover',
    gapPx: 8,
    tileBorder: true,
    tileShadow: true,
    background: { colour: '#101418' },
    glideMs: 300,
    labels: true,
  },
  overlays: { titleBar: null, ticker: null, logo: null, countdown: null },
};

export const VALID_BODIES: Record<string, Body> = {
  'setup.open': { token: 'x', name: 'Ada', email: 'ada@example.org', password: 'a good password' },
  'session.signIn': { email: 'a@example.org', password: 'a good password' },
  'me.change': { name: 'Ada', email: 'ada@example.org' },
  'site.change': { name: 'Night Stage', colour: '#1144cc', font: 'serif' },
  'site.beginIntro': { name: 'Intro', sizeBytes: 1_000 },
  'people.setRole': { role: 'host' },
  'invitations.inviteHost': { name: 'Ben', maxUses: 1, lifetimeSeconds: 60 },
  'invitations.look': { token: 'x' },
  'invitations.accept': { token: 'x', name: 'Ben', email: 'ben@example.org', password: 'a good password' },
  'apiKeys.make': { name: 'k' },
  'shows.create': {
    title: 'A show',
    description: 'Two\nlines',
    posterUrl: '/pictures/x.png',
    scheduledAt: '2030-01-01T00:00:00Z',
    visibility: 'public',
    profile: 'low',
    layout: 'auto',
    limits: { maxOnStage: 6, maxViewers: 10, maxMinutes: 10 },
    recording: { isOn: true, replay: true, tracks: true, viewerClips: false },
  },
  'shows.update': {
    title: 'Another',
    description: '',
    posterUrl: null,
    visibility: 'public',
    profile: 'low',
    layout: 'grid',
    limits: { maxOnStage: 6 },
    recording: { isOn: false },
  },
  'shows.price': { formats: null },
  'polls.create': {
    question: 'Which one?',
    options: ['This', 'That'],
    kind: 'quiz',
    answer: 1,
    seconds: 30,
    winners: 1,
  },
  'polls.reveal': { option: 0 },
  'followers.follow': { email: 'fan@example.org', language: 'en', of: 'site' },
  'followers.subscribe': {
    endpoint: 'https://fcm.googleapis.com/fcm/send/x',
    keys: {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
    language: 'ko',
    of: 'host',
  },
  'followers.look': { token: 'x' },
  'followers.confirm': { token: 'x' },
  'followers.end': { token: 'x' },
  'recordings.edit': {
    trim: { fromSeconds: 1, toSeconds: 5 },
    chapters: [{ atSeconds: 0, title: 'Welcome' }],
  },
  'shows.schedule': { scheduledAt: '2030-01-01T00:00:00Z' },
  'tickets.mint': {
    role: 'guest',
    name: 'Cas',
    subject: 'cas',
    attributes: { row: '1' },
    lifetimeSeconds: 60,
  },
  'shows.watch': { name: 'Dee' },
  'tickets.renew': { ticket: 'x' },
  'shows.invite': { role: 'guest', name: 'Eve', maxUses: 1, lifetimeSeconds: 60 },
  'stage.promote': { personId: 'viewer_1' },
  'stage.mute': { source: 'camera' },
  'stage.unmute': { source: 'camera' },
  'audience.heartbeat': { playedMs: 10_000, playing: true },
  'audience.ban': { personId: 'viewer_1', reason: 'spam' },
  'audience.setRules': {
    slowModeSeconds: 5,
    blockedWords: ['spoiler'],
    defences: { newcomerSeconds: 60, actions: { link: 'hold' }, words: { spam: ['free coins'] } },
  },
  'audience.decide': { decision: 'approve' },
  'site.setChatWords': {
    blocked: ['x'],
    profanity: [],
    hostility: [],
    discrimination: [],
    sexual: [],
    spam: ['free coins'],
  },
  'site.ban': { personId: 'viewer_1', reason: 'spam' },
  'house.setRetention': { chat: null, audit: 30, visits: 30, webhookLog: 30 },
  'house.erase': { personId: 'viewer_1' },
  'inputs.create': { name: 'Camera 2', as: 'guest', onStage: false },
  'inputs.place': { onStage: true },
  'outputs.create': { name: 'Elsewhere', url: 'rtmps://live.example.org/app', key: 'abc', on: false },
  'clips.create': { title: 'The goal', fromSeconds: 1, toSeconds: 5 },
  'scenes.create': { name: 'Interview', content: SCENE },
  'scenes.update': { name: 'Interview', content: SCENE, position: 2 },
  'media.create': { name: 'Talk', kind: 'slides', pages: ['image_1', 'image_2'] },
  'mediaFiles.create': { name: 'Trailer', sizeBytes: 1_000 },
  'players.tell': { text: 'a goal' },
  'players.mark': { kind: 'break', seconds: 30 },
  'audioMix.set': {
    sources: [{ participantId: 'part_1', source: 'microphone', volume: 0.5, muted: false, pan: -1 }],
    levelling: true,
  },
  'webhooks.create': { url: 'https://example.org/hook', events: ['show.live'] },
  'webhooks.change': { url: 'https://example.org/hook', events: ['show.live'], active: false },
};

/** The body with one value of it, at any depth, replaced: once for each value. */
export function withOneWrong(body: Body, wrong: Json): Body[] {
  return Object.entries(body).flatMap(([field, value]) => {
    const inside =
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? withOneWrong(value, wrong).map((changed) => ({ ...body, [field]: changed }))
        : [];
    return [{ ...body, [field]: wrong }, ...inside];
  });
}

const pick = <T>(random: Random, list: readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)];

/** One of those, by chance; now and then the valid body itself, or one with a field left out. */
export function nearlyValid(body: Body, random: Random): Body {
  const chance = random();
  if (chance < 0.1) return body;
  if (chance < 0.2) {
    const left = pick(random, Object.keys(body));
    return Object.fromEntries(Object.entries(body).filter(([field]) => field !== left));
  }
  return pick(random, withOneWrong(body, pick(random, NASTY) ?? null)) ?? body;
}
