import { describe, expect, test } from '@jest/globals';
import { PrivateTalks } from './private-talks.js';
import { mayBeBroadcast, mayReceive } from './who-hears-whom.js';

const onStage = { isOnStage: true, isInStudio: true, isHost: false };
const waiting = { isOnStage: false, isInStudio: true, isHost: false };
const greenRoom = { isOnStage: false, isInStudio: false, isHost: false };
const host = { participantId: 'host', ...onStage, isHost: true };
const guest = { participantId: 'guest', ...onStage };
const backstage = { participantId: 'backstage', ...waiting };
const candidate = { participantId: 'candidate', ...greenRoom };
const other = { participantId: 'other', ...greenRoom };
const nobody = new PrivateTalks();
const talk = new PrivateTalks();
talk.vetting.set('candidate', 'host');
const whisper = new PrivateTalks();
whisper.talkback.set('host', 'guest');

describe('who hears whom', () => {
  test('everybody on the stage hears everybody on it, and nobody hears themselves', () => {
    expect(mayReceive(host, guest, 'microphone', nobody)).toBe(true);
    expect(mayReceive(guest, host, 'camera', nobody)).toBe(true);
    expect(mayReceive(host, host, 'microphone', nobody)).toBe(false);
  });

  test('backstage sees and hears the stage, is seen by it, and heard by hosts and the others backstage alone', () => {
    expect(mayReceive(backstage, guest, 'microphone', nobody)).toBe(true);
    expect(mayReceive(guest, backstage, 'camera', nobody)).toBe(true);
    expect(mayReceive(guest, backstage, 'microphone', nobody)).toBe(false);
    expect(mayReceive(guest, backstage, 'screen-sound', nobody)).toBe(false);
    expect(mayReceive(host, backstage, 'microphone', nobody)).toBe(true);
    expect(mayReceive({ ...backstage, participantId: 'b2' }, backstage, 'microphone', nobody)).toBe(true);
    expect(mayReceive(candidate, backstage, 'camera', nobody)).toBe(false);
    expect(mayBeBroadcast(backstage, 'camera', nobody)).toBe(false);
  });

  test('the green room neither hears nor is heard', () => {
    expect(mayReceive(host, candidate, 'camera', nobody)).toBe(false);
    expect(mayReceive(candidate, host, 'microphone', nobody)).toBe(false);
    expect(mayReceive(candidate, other, 'microphone', talk)).toBe(false);
  });

  test('a vetting talk is private to the two', () => {
    expect(mayReceive(host, candidate, 'microphone', talk)).toBe(true);
    expect(mayReceive(candidate, host, 'microphone', talk)).toBe(true);
    expect(mayReceive(guest, candidate, 'microphone', talk)).toBe(false);
    expect(mayReceive(candidate, guest, 'microphone', talk)).toBe(false);
    expect(mayReceive(guest, host, 'microphone', talk)).toBe(false);
    expect(mayReceive(guest, host, 'camera', talk)).toBe(true);
    expect(mayReceive(host, guest, 'microphone', talk)).toBe(true);
  });

  test('the programme hears neither the green room nor the moderator who talks to it', () => {
    expect(mayBeBroadcast(candidate, 'camera', talk)).toBe(false);
    expect(mayBeBroadcast(host, 'microphone', talk)).toBe(false);
    expect(mayBeBroadcast(host, 'camera', talk)).toBe(true);
    expect(mayBeBroadcast(guest, 'microphone', talk)).toBe(true);
  });

  test('talkback is heard by one participant, and by no programme; the video stays', () => {
    expect(mayReceive(guest, host, 'microphone', whisper)).toBe(true);
    expect(mayReceive(backstage, host, 'microphone', whisper)).toBe(false);
    expect(mayReceive({ ...host, participantId: 'co-host' }, host, 'microphone', whisper)).toBe(false);
    expect(mayReceive(backstage, host, 'camera', whisper)).toBe(true);
    expect(mayReceive(backstage, host, 'screen-sound', whisper)).toBe(true);
    expect(mayBeBroadcast(host, 'microphone', whisper)).toBe(false);
    expect(mayBeBroadcast(host, 'camera', whisper)).toBe(true);
    expect(mayReceive(host, guest, 'microphone', whisper)).toBe(true);
    expect(mayBeBroadcast(guest, 'microphone', whisper)).toBe(true);
  });

  test('a candidate does not overhear what a host who vets them says to another', () => {
    const both = new PrivateTalks();
    both.vetting.set('candidate', 'host');
    both.talkback.set('host', 'guest');
    expect(mayReceive(candidate, host, 'microphone', both)).toBe(false);
    expect(mayReceive(candidate, host, 'camera', both)).toBe(true);
    expect(mayReceive(host, candidate, 'microphone', both)).toBe(true);
  });

  test('who leaves is forgotten; a host who talked to them stays unheard until the host ends it', () => {
    const both = new PrivateTalks();
    both.vetting.set('candidate', 'host');
    both.talkback.set('host', 'guest');
    both.forget('guest');
    expect(mayBeBroadcast(host, 'microphone', both)).toBe(false);
    both.forget('host');
    expect([both.vetting.size, both.talkback.size, both.isPrivate('host')]).toEqual([0, 0, false]);
  });
});
