// What a decoder's process may do. Real: worker thread, FFmpeg, the kernel's limits. Made up: the guest.
import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { cameraTrack, plain, vp8Units } from '../support/compositor/guests.js';
import { decoders } from '../support/compositor/programme-children.js';
import { ProgrammeUnderTest } from '../support/compositor/programme-under-test.js';

let show: ProgrammeUnderTest;
afterEach(() => show.close());

/** What a machine does not offer is left out. */
function works(line: string): boolean {
  const [command = '', ...args] = line.split(' ');
  return spawnSync(command, args).status === 0;
}

const networkOf = (pid: number | 'self'): string => readlinkSync(`/proc/${pid}/ns/net`);
const softLimit = (pid: number, name: string): string | undefined =>
  new RegExp(`^${name} +(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/limits`, 'latin1'))?.[1];

test('a decoder has none of our environment, no network of ours, and little of everything', async () => {
  const [hasPrlimit, hasNamespaces] = [
    works('prlimit --core=0 true'),
    works('unshare --user --map-current-user --net true'),
  ];
  show = await ProgrammeUnderTest.create();
  const seen = show.seen(1);
  await show.programme.addTrack(cameraTrack('g1', await vp8Units(plain('0xfe0000'))));
  show.programme.addParticipant({ id: 'g1', name: 'Rosa' });
  await seen;
  const pids = decoders();
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) {
    const names = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').filter(Boolean);
    expect(names.map((entry) => entry.split('=')[0]).sort()).toEqual(['LC_ALL', 'PATH']);
    if (hasNamespaces) expect(networkOf(pid)).not.toBe(networkOf('self'));
    if (!hasPrlimit) continue;
    expect(softLimit(pid, 'Max file size')).toBe('0');
    expect(softLimit(pid, 'Max core file size')).toBe('0');
    expect(Number(softLimit(pid, 'Max address space'))).toBeLessThan(2_000_000_000);
    expect(Number(softLimit(pid, 'Max open files'))).toBeLessThan(64);
  }
});
