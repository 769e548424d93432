import type { StagePort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const transportHandlers = (stage: StagePort): FamilyHandlers<'transport'> => ({
  'transport.create-send': ({ caller }, _request, signal) => stage.createSendTransport(caller, signal),
  'transport.create-receive': ({ caller }, { rtpCapabilities }, signal) =>
    stage.createReceiveTransport(caller, rtpCapabilities, signal),
  'transport.connect': ({ caller }, { transportId, dtlsParameters }) =>
    done(stage.connect(caller, transportId, dtlsParameters)),
  'transport.restart-ice': async ({ caller }, { transportId }) => ({
    iceParameters: await stage.restartIce(caller, transportId),
  }),
  'transport.ice-servers': async ({ caller }) => ({ iceServers: stage.iceServers(caller) }),
});
