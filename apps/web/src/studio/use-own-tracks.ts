import { useCallback, useEffect, useState } from 'react';
import type { StageClient } from '#client';
import { sayProblem } from '../ui/house.js';
import { toast } from '../ui/toast.js';
import { useObserved } from '../ui/use-observed.js';
import type { Seat } from './studio-page.js';

export interface OwnTracks {
  microphoneOn: boolean;
  mutedByHost: boolean;
  cameraOn: boolean;
  screen: MediaStreamTrack | null;
  toggleMicrophone(): void;
  toggleCamera(): void;
  toggleScreen(): void;
}

/** What this page sends, and the three switches for it. */
export function useOwnTracks({ stage, devices }: Seat): OwnTracks {
  const { camera, microphone } = useObserved(devices.state);
  const { roster, participantId } = useObserved(stage.state);
  const [isSilent, setSilent] = useState(false);
  const me = roster.participants.find((each) => each.participantId === participantId);
  const mutedByHost =
    me?.tracks.some(({ source, mutedByHost: held }) => source === 'microphone' && held) ?? false;
  const [lastCamera, setLastCamera] = useState<string>();

  const guard = useCallback((work: Promise<unknown>) => {
    work.catch((error) => toast(sayProblem(error)));
  }, []);

  // A device that was chosen, unplugged or given back is sent, or no longer sent.
  useEffect(() => {
    guard(camera ? stage.publish('camera', camera) : stage.unpublish('camera'));
  }, [stage, camera, guard]);
  useEffect(() => {
    if (microphone) guard(stage.publish('microphone', microphone, isSilent));
  }, [stage, microphone, isSilent, guard]);
  useEffect(() => {
    guard(stage.setPaused('microphone', isSilent));
  }, [stage, isSilent, guard]);

  const { screen, startScreen, stopScreen } = useOwnScreen(stage, guard);

  useEffect(
    () =>
      stage.stopped.watch((stopped) => {
        if (stopped?.source === 'camera') void devices.chooseCamera(null);
        if (stopped?.source === 'screen') stopScreen();
      }),
    [stage, devices, stopScreen],
  );

  return {
    microphoneOn: microphone !== null && !isSilent && !mutedByHost,
    mutedByHost,
    cameraOn: camera !== null,
    screen,
    toggleMicrophone: () => {
      if (microphone) setSilent((silent) => !silent);
      else guard(devices.chooseMicrophone(''));
    },
    toggleCamera: () => {
      if (!camera) return guard(devices.chooseCamera(lastCamera ?? ''));
      setLastCamera(camera.getSettings().deviceId);
      guard(devices.chooseCamera(null));
    },
    toggleScreen: () => (screen ? stopScreen() : guard(startScreen())),
  };
}

type Guard = (work: Promise<unknown>) => void;

/** The shared screen with its sound; the browser's own "stop sharing" ends it too. */
function useOwnScreen(stage: StageClient, guard: Guard) {
  const [screen, setScreen] = useState<MediaStreamTrack | null>(null);
  const stopScreen = useCallback(() => {
    setScreen((track) => {
      track?.stop();
      return null;
    });
    guard(Promise.all([stage.unpublish('screen'), stage.unpublish('screen-sound')]));
  }, [stage, guard]);

  const startScreen = async () => {
    const stream = await navigator.mediaDevices
      .getDisplayMedia({ video: { frameRate: 30 }, audio: true })
      .catch(() => undefined);
    const [picture] = stream?.getVideoTracks() ?? [];
    const [sound] = stream?.getAudioTracks() ?? [];
    if (!picture) return;
    picture.contentHint = 'detail';
    picture.addEventListener('ended', stopScreen);
    setScreen(picture);
    await stage.publish('screen', picture);
    if (sound) await stage.publish('screen-sound', sound);
  };

  return { screen, startScreen, stopScreen };
}
