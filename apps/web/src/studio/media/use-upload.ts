import { useRef, useState } from 'react';
import { problemText } from '../../ui/problem-text.js';
import { type ClipProgress, type PartTarget, sendParts } from './send-parts.js';

/** Sends one file at a time to its target. `reload` lists the files there again after each change. */
export function useUpload(target: PartTarget, reload: () => void) {
  const [progress, setProgress] = useState<ClipProgress>();
  const [problem, setProblem] = useState<string>();
  const isSending = useRef(false);
  const attempt = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    await work().catch((error) => setProblem(problemText(error)));
    reload();
  };
  const create: PartTarget['create'] = async (wish) => {
    const created = await target.create(wish);
    reload();
    return created;
  };
  const send = async (file: File) => {
    if (isSending.current) return;
    isSending.current = true;
    await attempt(() => sendParts(file, { ...target, create }, setProgress));
    isSending.current = false;
    setProgress(undefined);
  };
  return { progress, problem, attempt, send };
}
