// mediasoup is written against libsrtp 3, whose calls take separate input and output buffers and whose policy is a
// handle with setters. Distributions ship libsrtp 2, which works in place and whose policy is a struct. This header
// gives the calls of libsrtp 3 on top of libsrtp 2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// libsrtp 2's struct has the name that libsrtp 3 gives to its handle.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

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

	// libsrtp 2 reads the master key through a pointer when the session is created: the policy owns the bytes.
	struct Policy
	{
		srtp2_policy_t policy{};
		uint8_t masterKey[SRTP_MAX_KEY_LEN]{};
	};
} // namespace libsrtp3_on_2

using srtp_policy_t = libsrtp3_on_2::Policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) libsrtp3_on_2::Policy();

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (!policy)
	{
		return;
	}

	// A plain memset before delete may be optimised away; key bytes must not stay in freed memory.
	volatile uint8_t* key = policy->masterKey;

	for (size_t idx{ 0 }; idx < SRTP_MAX_KEY_LEN; ++idx)
	{
		key[idx] = 0;
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

// AES_CM_128_HMAC_SHA1_32 shortens the tag of RTP only: RFC 5764, 4.1.2 and RFC 4568, 6.2.2 keep 80 bits for RTCP.
inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const srtp_err_status_t status =
	  srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	if (status != srtp_err_status_ok)
	{
		return status;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

// mediasoup uses no MKI, so there is one key. libsrtp 2 wants the salt right behind the key.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLength,
  const uint8_t* salt,
  size_t saltLength,
  const uint8_t* /*mki*/,
  size_t mkiLength)
{
	if (mkiLength != 0 || policy->policy.key || keyLength + saltLength > SRTP_MAX_KEY_LEN)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->masterKey, key, keyLength);
	std::memcpy(policy->masterKey + keyLength, salt, saltLength);
	policy->policy.key = policy->masterKey;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool isAllowed)
{
	policy->policy.allow_repeat_tx = isAllowed ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->policy.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return ::srtp_create(session, static_cast<const srtp2_policy_t*>(&policy->policy));
}

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

// The SSRC goes through as it is: mediasoup passes network order, which is what libsrtp 2 wants.
inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}
