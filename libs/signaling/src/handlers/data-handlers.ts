import type { DataPort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const dataHandlers = (data: DataPort): FamilyHandlers<'data'> => ({
  'data.start': async ({ caller }, request, signal) => ({
    dataProducerId: await data.start(caller, request, signal),
  }),
  'file.offer': async ({ caller }, offer) => ({ fileId: await data.offerFile(caller, offer) }),
  'file.accept': ({ caller }, { fileId }) => done(data.answerFile(caller, fileId, true)),
  'file.refuse': ({ caller }, { fileId }) => done(data.answerFile(caller, fileId, false)),
  'file.progress': ({ caller }, { fileId, receivedBytes }) =>
    done(data.fileArrived(caller, fileId, receivedBytes)),
});
