// mediasoup is written against libsrtp 3, whose calls take separate input and output buffers.
// Distributions ship libsrtp 2, which works in place. These overloads give the one on top of the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <srtp2/srtp.h>

#ifndef LIBSRTP2_HAS_BUFFER_SMALL
static constexpr srtp_err_status_t srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
#endif
#ifndef LIBSRTP2_HAS_CRYPTEX_ERR
static constexpr srtp_err_status_t srtp_err_status_cryptex_err = static_cast<srtp_err_status_t>(29);
#endif

namespace libsrtp3_on_2
{
	using InPlaceCall = srtp_err_status_t (*)(srtp_t, void*, int*);

	// `room` is what the call may add to the packet: the output must hold it before libsrtp 2 writes it.
	inline srtp_err_status_t run(
	  InPlaceCall call, srtp_t session, const uint8_t* from, size_t length, uint8_t* to, size_t* toLength, size_t room)
	{
		if (*toLength < length + room)
		{
			return srtp_err_status_buffer_small;
		}

		if (to != from)
		{
			std::memmove(to, from, length);
		}

		int inPlaceLength = static_cast<int>(length);
		const srtp_err_status_t status = call(session, to, &inPlaceLength);

		if (status == srtp_err_status_ok)
		{
			*toLength = static_cast<size_t>(inPlaceLength);
		}

		return status;
	}
} // namespace libsrtp3_on_2

// An SRTCP packet carries its index in four octets more than an SRTP packet's trailer.
static constexpr size_t SrtcpIndexBytes{ 4 };

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t length, uint8_t* srtp, size_t* srtpLength, size_t /*mkiIndex*/)
{
	return libsrtp3_on_2::run(
	  static_cast<libsrtp3_on_2::InPlaceCall>(::srtp_protect), session, rtp, length, srtp, srtpLength, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t length, uint8_t* srtcp, size_t* srtcpLength, size_t /*mkiIndex*/)
{
	return libsrtp3_on_2::run(
	  static_cast<libsrtp3_on_2::InPlaceCall>(::srtp_protect_rtcp),
	  session,
	  rtcp,
	  length,
	  srtcp,
	  srtcpLength,
	  SRTP_MAX_TRAILER_LEN + SrtcpIndexBytes);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t length, uint8_t* rtp, size_t* rtpLength)
{
	return libsrtp3_on_2::run(
	  static_cast<libsrtp3_on_2::InPlaceCall>(::srtp_unprotect), session, srtp, length, rtp, rtpLength, 0);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t length, uint8_t* rtcp, size_t* rtcpLength)
{
	return libsrtp3_on_2::run(
	  static_cast<libsrtp3_on_2::InPlaceCall>(::srtp_unprotect_rtcp), session, srtcp, length, rtcp, rtcpLength, 0);
}

// The SSRC goes through as it is: mediasoup 3.19.3 passes network order, which is what libsrtp 2 wants.
inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}
