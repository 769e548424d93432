import type { ModerationPort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const moderationHandlers = (moderation: ModerationPort): FamilyHandlers<'moderation'> => ({
  'moderation.mute': ({ caller }, { participantId, source }) =>
    done(moderation.setMuted(caller, participantId, source, true)),
  'moderation.unmute': ({ caller }, { participantId, source }) =>
    done(moderation.setMuted(caller, participantId, source, false)),
  'moderation.stop': ({ caller }, { participantId, source }) =>
    done(moderation.stopTrack(caller, participantId, source)),
  'moderation.remove': ({ caller }, { participantId }) => done(moderation.remove(caller, participantId)),
  'moderation.ban': ({ caller }, { personId }) => done(moderation.ban(caller, personId)),
  'moderation.unban': ({ caller }, { personId }) => done(moderation.unban(caller, personId)),
  'moderation.bans': async ({ caller }) => ({ banned: await moderation.listBans(caller) }),
  'moderation.lock': ({ caller }, { locked }) => done(moderation.setLocked(caller, locked)),
  'moderation.set-on-stage': ({ caller }, { participantId, onStage }) =>
    done(moderation.setOnStage(caller, participantId, onStage)),
  'moderation.hand-over': ({ caller }, { participantId }) => done(moderation.handOver(caller, participantId)),
  'moderation.set-co-host': ({ caller }, { participantId, coHost }) =>
    done(moderation.setCoHost(caller, participantId, coHost)),
});
