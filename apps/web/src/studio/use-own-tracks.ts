import { useCallback, useEffect, useState } from 'react';
import type { StageClient } from '#client';
import { runAction } from '../ui/run-action.js';
import { useObserved } from '../ui/use-observed.js';
import type { StageSession } from './stage-session.js';

export interface OwnTracks {
  microphoneOn: boolean;
  mutedByHost: boolean;
  cameraOn: boolean;
  screen: MediaStreamTrack | null;
  toggleMicrophone(): void;
  toggleCamera(): void;
  toggleScreen(): void;
  /** A video of the page's own, in the place of a shared screen. */
  shareTrack(track: MediaStreamTrack): void;
}

/** What this page sends, and the three switches for it. */
export function useOwnTracks({ stage, devices }: Pick<StageSession, 'stage' | 'devices'>): OwnTracks {
  const { camera, cameraId, microphone } = useObserved(devices.state);
  const { roster, participantId } = useObserved(stage.state);
  const [isSilent, setSilent] = useState(false);
  const me = roster.participants.find((each) => each.participantId === participantId);
  const mutedByHost =
    me?.tracks.some(({ source, mutedByHost: held }) => source === 'microphone' && held) ?? false;
  const [lastCamera, setLastCamera] = useState<string>();

  // A device that was chosen, unplugged or given back is sent, or no longer sent.
  useEffect(() => {
    runAction(camera ? stage.publish('camera', camera) : stage.unpublish('camera'));
  }, [stage, camera]);
  useEffect(() => {
    if (microphone) runAction(stage.publish('microphone', microphone, isSilent));
  }, [stage, microphone, isSilent]);
  useEffect(() => {
    runAction(stage.setPaused('microphone', isSilent));
  }, [stage, isSilent]);

  const { screen, startScreen, stopScreen, shareTrack } = useOwnScreen(stage);

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
    cameraOn: cameraId !== null,
    screen,
    toggleMicrophone: () => {
      if (microphone) setSilent((silent) => !silent);
      else runAction(devices.chooseMicrophone(''));
    },
    toggleCamera: () => {
      if (cameraId === null) return runAction(devices.chooseCamera(lastCamera ?? ''));
      setLastCamera(cameraId);
      runAction(devices.chooseCamera(null));
    },
    toggleScreen: () => (screen ? stopScreen() : runAction(startScreen())),
    shareTrack,
  };
}

/** The shared screen with its audio; the browser's own "stop sharing" ends both. */
function useOwnScreen(stage: StageClient) {
  const [screen, setScreen] = useState<MediaStreamTrack | null>(null);
  const stopScreen = useCallback(() => {
    setScreen((track) => {
      track?.stop();
      return null;
    });
    runAction(Promise.all([stage.unpublish('screen'), stage.unpublish('screen-sound')]));
  }, [stage]);

  const startScreen = async () => {
    const stream = await navigator.mediaDevices
      .getDisplayMedia({ video: { frameRate: 30 }, audio: true })
      .catch(() => undefined);
    const [video] = stream?.getVideoTracks() ?? [];
    const [audio] = stream?.getAudioTracks() ?? [];
    if (!video) return;
    video.contentHint = 'detail';
    video.addEventListener('ended', stopScreen);
    setScreen(video);
    await stage.publish('screen', video);
    if (audio) await stage.publish('screen-sound', audio);
  };

  const shareTrack = (track: MediaStreamTrack) => {
    setScreen((before) => {
      before?.stop();
      return track;
    });
    track.addEventListener('ended', stopScreen);
    runAction(Promise.all([stage.publish('screen', track), stage.unpublish('screen-sound')]));
  };

  return { screen, startScreen, stopScreen, shareTrack };
}
