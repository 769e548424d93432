import type { ProgrammePort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const programmeHandlers = (programme: ProgrammePort): FamilyHandlers<'programme'> => ({
  'programme.set-layout': ({ caller }, { layout }) => done(programme.setLayout(caller, layout)),
  'programme.set-overlays': ({ caller }, { overlays }) => done(programme.setOverlays(caller, overlays)),
  'programme.set-scene': ({ caller }, scene) => done(programme.setScene(caller, scene)),
  'programme.set-audio': ({ caller }, { audioMix }) => done(programme.setAudioMix(caller, audioMix)),
  'programme.control-clip': ({ caller }, order) => done(programme.controlClip(caller, order)),
  'programme.caption': ({ caller }, caption) => done(programme.caption(caller, caption)),
  'programme.set-slate': ({ caller }, { slate }) => done(programme.setSlate(caller, slate)),
  'programme.go-live': ({ caller }) => programme.goLive(caller),
  'programme.cancel-start': ({ caller }) => programme.cancelStart(caller),
  'programme.end': ({ caller }, { outro }) => programme.end(caller, outro),
  'programme.get': ({ caller }) => programme.get(caller),
});
