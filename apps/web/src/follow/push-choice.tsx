import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { problemText } from '../ui/problem-text.js';
import { isPushOn, startPush, stopPush } from './browser-push.js';

interface PushChoiceProps {
  showId: string;
  pushKey: string;
  of: 'host' | 'site';
}

/** Messages of this browser: on by the browser's own question, off by a press. */
export function PushChoice({ showId, pushKey, of }: PushChoiceProps) {
  const t = useText();
  const [isOn, setOn] = useState(isPushOn);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    await work().catch((error) => setProblem(problemText(error)));
    setBusy(false);
  };
  const turnOn = () =>
    run(async () => {
      const isTold = await startPush(showId, pushKey, of);
      setOn(isTold);
      if (!isTold) setProblem(t('follow.push.refused'));
    });
  const turnOff = () =>
    run(async () => {
      await stopPush();
      setOn(false);
    });
  return (
    <div className="stack-tight">
      {isOn ? <Notice mood="good" title={t('follow.push.on')} /> : null}
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button variant="outline" busy={busy} onClick={() => void (isOn ? turnOff() : turnOn())}>
        {t(isOn ? 'follow.push.stop' : 'follow.push.start')}
      </Button>
    </div>
  );
}
