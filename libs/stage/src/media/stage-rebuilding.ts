import { ShowError } from '#kernel';

/** No media worker is there for the moment: one is being replaced, or the server is being restarted. */
export const stageRebuilding = (): ShowError =>
  new ShowError({
    code: 'stage-rebuilding',
    message: 'The stage is being rebuilt. Try again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
  });
