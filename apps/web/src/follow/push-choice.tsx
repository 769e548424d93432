import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { useFormAction } from '../ui/use-form-action.js';
import { isPushOn, startPush, stopPush } from './browser-push.js';

interface PushChoiceProps {
  showId: string;
  pushKey: string;
  of: 'host' | 'site';
}

/** Notifications of this browser: the browser asks the person before they are on. */
export function PushChoice({ showId, pushKey, of }: PushChoiceProps) {
  const t = useText();
  const [isOn, setOn] = useState(isPushOn);
  const { busy, problem, setProblem, run } = useFormAction();
  const turnOn = () =>
    run(async () => {
      const started = await startPush(showId, pushKey, of);
      setOn(started === 'on');
      if (started !== 'on') setProblem(t(`follow.push.${started}`));
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
