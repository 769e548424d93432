import { describe, expect, test } from '@jest/globals';
import { PrivateTalks } from './private-talks.js';
import { mayBeBroadcast, mayReceive } from './who-hears-whom.js';

const onStage = { isOnStage: true, isInStudio: true, isHost: false, talksTo: null, call: null };
const waiting = { isOnStage: false, isInStudio: true, isHost: false, talksTo: null, call: null };
const greenRoom = { isOnStage: false, isInStudio: false, isHost: false, talksTo: null, call: null };
const host = { participantId: 'host', ...onStage, isHost: true };
const guest = { participantId: 'guest', ...onStage };
const backstage = { participantId: 'backstage', ...waiting };
const candidate = { participantId: 'candidate', ...greenRoom };
const other = { participantId: 'other', ...greenRoom };
const nobody = new PrivateTalks();
const talk = new PrivateTalks();
talk.vetting.set('candidate', 'host');
const whispering = { ...host, talksTo: 'guest' };

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
    expect(mayReceive(guest, whispering, 'microphone', nobody)).toBe(true);
    expect(mayReceive(backstage, whispering, 'microphone', nobody)).toBe(false);
    expect(mayReceive({ ...host, participantId: 'co-host' }, whispering, 'microphone', nobody)).toBe(false);
    expect(mayReceive(backstage, whispering, 'camera', nobody)).toBe(true);
    expect(mayReceive(backstage, whispering, 'screen-sound', nobody)).toBe(true);
    expect(mayBeBroadcast(whispering, 'microphone', nobody)).toBe(false);
    expect(mayBeBroadcast(whispering, 'camera', nobody)).toBe(true);
    expect(mayReceive(whispering, guest, 'microphone', nobody)).toBe(true);
    expect(mayBeBroadcast(guest, 'microphone', nobody)).toBe(true);
  });

  test('a candidate does not overhear what a host who vets them says to another', () => {
    expect(mayReceive(candidate, whispering, 'microphone', talk)).toBe(false);
    expect(mayReceive(candidate, whispering, 'camera', talk)).toBe(true);
    expect(mayReceive(whispering, candidate, 'microphone', talk)).toBe(true);
  });

  test('a private call is heard by the two of it alone, also from the green room', () => {
    const callingHost = { ...host, call: { partnerId: 'candidate' } };
    const called = { ...candidate, call: { partnerId: 'host' } };
    expect(mayReceive(called, callingHost, 'microphone', nobody)).toBe(true);
    expect(mayReceive(callingHost, called, 'microphone', nobody)).toBe(true);
    expect(mayReceive(callingHost, called, 'camera', nobody)).toBe(true);
    expect(mayReceive(called, callingHost, 'camera', nobody)).toBe(true);
    expect(mayReceive(called, callingHost, 'screen', nobody)).toBe(false);
    expect(mayReceive(guest, callingHost, 'microphone', nobody)).toBe(false);
    expect(mayReceive(guest, called, 'microphone', nobody)).toBe(false);
    expect(mayReceive(guest, called, 'camera', nobody)).toBe(false);
    expect(mayReceive(guest, callingHost, 'camera', nobody)).toBe(true);
    expect(mayReceive(callingHost, guest, 'microphone', nobody)).toBe(true);
    expect(mayReceive(called, guest, 'microphone', nobody)).toBe(false);
    expect(mayBeBroadcast(callingHost, 'microphone', nobody)).toBe(false);
    expect(mayBeBroadcast(callingHost, 'camera', nobody)).toBe(true);
    expect(nobody.isPrivate(callingHost)).toBe(true);
  });

  test('whose partner has hung up is heard by nobody, and a call overrules talkback', () => {
    const left = { ...host, talksTo: 'guest', call: { partnerId: null } };
    expect(mayReceive(guest, left, 'microphone', nobody)).toBe(false);
    expect(mayReceive(guest, left, 'camera', nobody)).toBe(true);
    expect(mayBeBroadcast(left, 'microphone', nobody)).toBe(false);
    expect(mayReceive(guest, { ...left, call: { partnerId: 'backstage' } }, 'microphone', nobody)).toBe(
      false,
    );
  });

  test('a talk ends with the candidate who leaves, and with the moderator', () => {
    for (const participantId of ['candidate', 'host']) {
      const ending = new PrivateTalks();
      ending.vetting.set('candidate', 'host');
      expect(ending.isPrivate(host)).toBe(true);
      ending.forget(participantId);
      expect([ending.vetting.size, ending.isPrivate(host)]).toEqual([0, false]);
    }
  });
});
