import { RemoteSdp } from 'mediasoup-client/handlers/sdp/RemoteSdp';
import type { DtlsParameters, IceCandidate } from 'mediasoup-client/types';
import { parse, write } from 'sdp-transform';
import type { TransportView } from '#protocol';
import type { NegotiatedTrack } from './negotiate.js';
import type { Offer } from './read-offer.js';

const H264 = /^h264$/i;

/** The answer to an offer, by the stage's transport for it. */
export function writeAnswer(
  offer: Offer,
  tracks: readonly NegotiatedTrack[],
  transport: TransportView,
  ownRole: 'client' | 'server',
): string {
  // Clients that compare know SHA-256; the writer prints the last one of a list.
  const fingerprints = transport.dtlsParameters.fingerprints.filter(
    ({ algorithm }) => algorithm === 'sha-256',
  );
  const remote = new RemoteSdp({
    iceParameters: transport.iceParameters,
    iceCandidates: transport.iceCandidates as IceCandidate[],
    dtlsParameters: { role: ownRole, fingerprints } as DtlsParameters,
  });
  if (offer.sdp.extmapAllowMixed !== undefined) remote.setSessionExtmapAllowMixed();
  for (const { track, sending, answering } of tracks)
    remote.send({
      offerMediaObject: track.media,
      offerRtpParameters: sending,
      answerRtpParameters: answering,
    });
  return inOfferedProfiles(offer, remote.getSdp());
}

/** The answer names the H.264 profile that was offered, not the one under which the stage files it. */
function inOfferedProfiles(offer: Offer, answerText: string): string {
  const answer = parse(answerText);
  answer.origin = { ...answer.origin, username: '-' } as typeof answer.origin;
  for (const media of answer.media) {
    const offered = offer.sdp.media.find(({ mid }) => String(mid) === String(media.mid));
    for (const { payload, codec } of media.rtp) {
      const said = offered?.fmtp?.find((fmtp) => fmtp.payload === payload)?.config;
      const own = media.fmtp.find((fmtp) => fmtp.payload === payload);
      if (H264.test(codec) && said !== undefined && own !== undefined) own.config = said;
    }
  }
  return write(answer);
}
